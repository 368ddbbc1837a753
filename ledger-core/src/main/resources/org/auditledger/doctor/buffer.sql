-- Whether there is a telemetry buffer, and how many records its default partition is believed to hold, if it has one.
select
  exists (
    select
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relname = 'telemetry_buffer' and c.relkind = 'p'),
  (select max(c.reltuples)::bigint
    from pg_inherits i
    join pg_class p on p.oid = i.inhparent
    join pg_namespace n on n.oid = p.relnamespace
    join pg_class c on c.oid = i.inhrelid
    where n.nspname = 'public' and p.relname = 'telemetry_buffer'
      and pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'),
  (extract(epoch from clock_timestamp()) * 1000000)::bigint
