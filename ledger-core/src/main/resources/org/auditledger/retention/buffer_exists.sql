-- Not to_regclass, which wants USAGE of the schema.
select exists (
  select
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname = 'public' and c.relname = 'telemetry_buffer' and c.relkind = 'p')
