insert into audit_ledger.hold_releases (position, hold)
select r.position, r.hold
  from rows from (pg_catalog.unnest(?::bigint[]), pg_catalog.unnest(?::bigint[])) r (position, hold)
