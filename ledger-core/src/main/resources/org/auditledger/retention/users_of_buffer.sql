-- Whose transaction has used the buffer, or keeps others from changing it: which transaction, for how many seconds it
-- has been open if this role is shown that, and whose it is.
select l.virtualtransaction,
       extract(epoch from pg_catalog.clock_timestamp() - a.xact_start),
       case when a.pid is null then 'a prepared transaction, which pg_prepared_xacts names'
            else pg_catalog.format('pid %s (%s, %s%s)%s', a.pid,
                   coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
                   coalesce(' from ' || pg_catalog.host(a.client_addr), ''),
                   ', ' || a.state || ' for ' || pg_catalog.floor(
                     extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)) || ' s')
       end
  from (
    select distinct l.pid, l.virtualtransaction
      from pg_catalog.pg_locks l
     where l.locktype = 'relation' and l.granted
       and l.relation = 'public.telemetry_buffer'::pg_catalog.regclass
       and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
       and l.pid is distinct from pg_catalog.pg_backend_pid()
  ) l
  left join pg_catalog.pg_stat_activity a on a.pid = l.pid
 order by a.xact_start nulls last, l.virtualtransaction
