-- Of these names, those under which there is a relation that the buffer does not have as a partition. One whose
-- detaching was interrupted is none: nobody sees its rows.
select c.relname
from pg_catalog.pg_class c
where c.relnamespace = pg_catalog.to_regnamespace('public')
  and c.relname = any (?)
  and c.relkind in ('r', 'p', 'f', 'v', 'm')
  and not exists (
    select from pg_catalog.pg_inherits i
    where i.inhrelid = c.oid
      and i.inhparent = pg_catalog.to_regclass('public.telemetry_buffer')
      and not i.inhdetachpending)
