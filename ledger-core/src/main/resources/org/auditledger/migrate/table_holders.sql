-- Who holds or awaits a lock on these tables, the one for the longest time first.
select pg_catalog.format('%s on %s: pid %s (%s, %s%s), %s for %s s', l.mode, l.relation::regclass, a.pid,
    coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
    coalesce(' from ' || pg_catalog.host(a.client_addr), ''), coalesce(a.state, a.backend_type),
    pg_catalog.round(extract(epoch from pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.backend_start))))
from pg_catalog.pg_locks l
join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation' and l.granted and l.pid <> pg_catalog.pg_backend_pid()
  and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
  and l.relation in (select pg_catalog.to_regclass(t.name) from pg_catalog.unnest(?::text[]) t (name))
order by a.xact_start nulls last
limit 3
