-- What is attached to the buffer, and what else in schema public has one of these names. Times are in microseconds
-- since 1970; there is none where a bound is open. A table that is attached to another one is no plain table here.
select
  p.name,
  p.schema,
  p.relkind = 'r' and not p.elsewhere,
  p.bound,
  case when pg_catalog.isfinite(p.lower) then (extract(epoch from p.lower) * 1000000)::bigint end,
  case when pg_catalog.isfinite(p.upper) then (extract(epoch from p.upper) * 1000000)::bigint end,
  p.pending,
  p.reltuples,
  p.bytes
from (
  select
    c.relname::text as name,
    n.nspname::text as schema,
    c.relkind,
    x.bound,
    pg_catalog.substring(x.bound, 'FROM [(]''([^'']*)''[)] TO')::timestamptz as lower,
    pg_catalog.substring(x.bound, 'TO [(]''([^'']*)''[)]$')::timestamptz as upper,
    i.inhdetachpending as pending,
    greatest(c.reltuples, 0)::bigint as reltuples,
    coalesce(pg_catalog.pg_total_relation_size(c.oid), 0) as bytes,
    exists (
      select from pg_catalog.pg_inherits o
      where o.inhrelid = c.oid and o.inhparent is distinct from i.inhparent) as elsewhere
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_inherits i
    on i.inhrelid = c.oid and i.inhparent = pg_catalog.to_regclass('public.telemetry_buffer')
  cross join lateral (
    select case when i.inhparent is not null then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end as bound) x
  where i.inhparent is not null
    or (n.nspname = 'public' and c.relname::text = any (?) and c.relkind in ('r', 'p', 'f'))
) p
order by p.name collate "C", p.schema collate "C"
