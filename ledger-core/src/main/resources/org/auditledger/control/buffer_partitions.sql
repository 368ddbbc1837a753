-- The buffer's partitions and the range of time of each, in microseconds since 1970; no number where there is no bound.
select
  p.name,
  p.bound,
  case when pg_catalog.isfinite(p.lower) then
    (extract(epoch from p.lower) * 1000000)::bigint end,
  case when pg_catalog.isfinite(p.upper) then
    (extract(epoch from p.upper) * 1000000)::bigint end
from (
  select
    c.relname::text as name,
    x.bound,
    pg_catalog.substring(x.bound, 'FROM [(]''([^'']*)''[)] TO')::timestamptz as lower,
    pg_catalog.substring(x.bound, 'TO [(]''([^'']*)''[)]$')::timestamptz as upper
  from pg_catalog.pg_inherits i
  join pg_catalog.pg_class c on c.oid = i.inhrelid
  cross join lateral (select pg_catalog.pg_get_expr(c.relpartbound, c.oid) as bound) x
  where i.inhparent = pg_catalog.to_regclass('public.telemetry_buffer') and not i.inhdetachpending
) p
order by p.name collate "C"
