select pg_catalog.pg_get_serial_sequence('public.ledger_entries', 'id'), a.pid, a.backend_start::text
  from pg_catalog.pg_stat_activity a
 where a.pid = pg_catalog.pg_backend_pid()
