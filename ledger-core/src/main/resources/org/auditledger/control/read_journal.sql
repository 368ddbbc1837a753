-- The age of a row's transaction is counted from the one that reads, which is 0: what is older has committed, or it
-- could not be seen. A longer note than there can be is cut, so that it is refused without being held.
select position, pg_catalog.left(note, ?), pg_catalog.age(xmin) > 0
  from audit_ledger.journal
 order by position + 0
