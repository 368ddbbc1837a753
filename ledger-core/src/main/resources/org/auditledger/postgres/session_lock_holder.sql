select pg_catalog.format('pid %s (%s, %s%s) since %s', a.pid,
    coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
    coalesce(' from ' || pg_catalog.host(a.client_addr), ''),
    pg_catalog.to_char(a.backend_start, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
from pg_catalog.pg_locks l
join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.classid::bigint = ? and l.objid::bigint = ?
  and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
