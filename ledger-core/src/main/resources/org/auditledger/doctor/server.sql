-- The server's condition. A role that may not see who replicates is told so by a null, not by nobody. The default
-- collation's version is asked for by its number, which every version of the server understands.
select
  current_setting('server_version_num')::integer,
  pg_is_in_recovery(),
  (extract(epoch from clock_timestamp()) * 1000000)::bigint,
  age(d.datfrozenxid)::bigint,
  mxid_age(d.datminmxid)::bigint,
  to_jsonb(d) ->> 'datcollversion',
  coalesce(pg_collation_actual_version(100), 'none'),
  (select sum(s.numbackends) from pg_stat_database s)::bigint,
  (select sum(case when s.name = 'max_connections' then s.setting::bigint else -s.setting::bigint end)
    from pg_settings s
    where s.name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections'))::bigint,
  (select coalesce(a.last_failed_time > coalesce(a.last_archived_time, '-infinity'), false) from pg_stat_archiver a),
  current_setting('synchronous_standby_names'),
  case when pg_has_role('pg_read_all_stats', 'USAGE') then
    (select count(*) from pg_stat_replication r where r.sync_state in ('sync', 'quorum'))
  end,
  array(
    select format('%I keeps %s', r.slot_name, pg_size_pretty(pg_wal_lsn_diff(
      case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, r.restart_lsn)))
    from pg_replication_slots r
    where not r.active and r.restart_lsn is not null
    order by r.slot_name),
  array(
    select format('%I.%I', n.nspname, i.relname)
    from pg_index x
    join pg_class i on i.oid = x.indexrelid
    join pg_class t on t.oid = x.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    where not x.indisvalid
      and (n.nspname = 'audit_ledger'
        or (n.nspname = 'public' and t.relname in ('ledger_entries', 'tenants', 'telemetry_buffer')))
    order by 1),
  (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()))::bigint
from pg_database d
where d.datname = current_database()
