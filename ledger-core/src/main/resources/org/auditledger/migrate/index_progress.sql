select
  p.phase,
  p.blocks_done,
  p.blocks_total,
  (select pg_catalog.format('pid %s (%s, %s)', a.pid, coalesce(nullif(a.application_name, ''), 'no application name'),
      a.usename)
    from pg_catalog.pg_stat_activity a where a.pid = p.current_locker_pid)
from pg_catalog.pg_stat_progress_create_index p
where p.pid = ?
