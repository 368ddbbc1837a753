select
  (select c.system_identifier::text from pg_catalog.pg_control_system() c),
  (select d.oid::bigint from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
