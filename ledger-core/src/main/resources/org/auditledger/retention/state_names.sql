-- What stands in schema public under a name that a partition could get.
select c.relname::text
from pg_catalog.pg_class c
where c.relnamespace = pg_catalog.to_regnamespace('public')
  and pg_catalog.starts_with(c.relname::text, 'telemetry_buffer_')
