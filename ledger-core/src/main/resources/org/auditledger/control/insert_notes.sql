insert into audit_ledger.journal (position, note)
select n.position, n.note
  from rows from (pg_catalog.unnest(?::bigint[]), pg_catalog.unnest(?::text[])) n (position, note)
 order by n.position
returning position, note
