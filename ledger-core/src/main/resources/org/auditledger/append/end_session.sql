-- The process may serve somebody else by now: it is the one meant only while it began when ours did.
select pg_catalog.pg_terminate_backend(a.pid)
  from pg_catalog.pg_stat_activity a
 where a.pid = ? and a.backend_start = ?::timestamptz
