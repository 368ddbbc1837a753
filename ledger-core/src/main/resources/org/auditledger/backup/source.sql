-- Where the snapshot of this transaction was taken: the server, the place in its write-ahead log, and when.
select
  c.system_identifier::text,
  d.oid::bigint,
  k.timeline_id::bigint,
  (case when pg_catalog.pg_is_in_recovery()
    then pg_catalog.pg_last_wal_replay_lsn()
    else pg_catalog.pg_current_wal_insert_lsn() end)::text,
  pg_catalog.pg_is_in_recovery(),
  pg_catalog.current_setting('server_version'),
  (extract(epoch from pg_catalog.transaction_timestamp()) * 1000000)::bigint
from pg_catalog.pg_control_system() c
cross join pg_catalog.pg_control_checkpoint() k
join pg_catalog.pg_database d on d.datname = pg_catalog.current_database()
