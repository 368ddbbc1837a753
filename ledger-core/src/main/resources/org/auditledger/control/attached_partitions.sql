select c.relname
  from pg_catalog.pg_inherits i
  join pg_catalog.pg_class p on p.oid = i.inhparent
  join pg_catalog.pg_namespace n on n.oid = p.relnamespace
  join pg_catalog.pg_class c on c.oid = i.inhrelid
 where n.nspname = 'public' and p.relname = 'telemetry_buffer'
   and not i.inhdetachpending
   and pg_catalog.pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT'
 order by c.relname collate "C"
