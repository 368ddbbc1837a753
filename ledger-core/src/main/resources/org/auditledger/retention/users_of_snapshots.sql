-- Who sees this database as it was: to finish a detachment the server waits for all of them, whatever they use. Of
-- other roles' sessions not everybody is shown this.
select a.pid::text,
       extract(epoch from pg_catalog.clock_timestamp() - a.xact_start),
       pg_catalog.format('pid %s (%s, %s%s), %s for %s s', a.pid,
         coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
         coalesce(' from ' || pg_catalog.host(a.client_addr), ''), a.state,
         pg_catalog.floor(extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)))
  from pg_catalog.pg_stat_activity a
 where a.xact_start is not null
   and a.backend_xmin is not null
   and a.backend_type = 'client backend'
   and a.datname = pg_catalog.current_database()
   and a.pid <> pg_catalog.pg_backend_pid()
 order by a.xact_start
