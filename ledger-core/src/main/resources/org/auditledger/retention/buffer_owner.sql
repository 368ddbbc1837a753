select c.relowner::pg_catalog.regrole::text,
       pg_catalog.pg_has_role(current_user, c.relowner, 'USAGE'),
       current_user::text
  from pg_catalog.pg_class c
 where c.oid = 'public.telemetry_buffer'::pg_catalog.regclass
