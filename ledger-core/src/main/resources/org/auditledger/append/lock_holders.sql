-- An advisory lock's 64 bits are in two halves here.
select pg_catalog.string_agg(
         pg_catalog.format('process %s (%s, %s)', l.pid, a.usename, a.application_name), ', ')
  from pg_catalog.pg_locks l
  left join pg_catalog.pg_stat_activity a on a.pid = l.pid
 where l.locktype = 'advisory' and l.granted and l.objsubid = 1
   and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
   and (l.classid::bigint << 32 | l.objid::bigint) = ?
