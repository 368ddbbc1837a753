-- Three statements in one message. The lock is one of its own, since a statement sees what was there when it began:
-- what the second one sees is what was there when the lock was had.
select pg_catalog.pg_advisory_xact_lock(?);
select e.id, e.sequence_number, e.entry_hash, e.timestamp
  from only public.ledger_entries e
 where e.sequence_number is not null
 order by e.sequence_number desc
 limit 1;
-- A number that is drawn is gone, whatever becomes of the transaction: nobody else ever has it.
select pg_catalog.nextval(?::pg_catalog.regclass)
  from pg_catalog.generate_series(1, ?)
