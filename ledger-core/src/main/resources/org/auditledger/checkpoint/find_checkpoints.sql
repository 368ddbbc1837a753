-- A longer note than there can be is cut, so that it is refused without being held.
select pg_catalog.left(note, ?)
  from audit_ledger.checkpoints
 where origin = ? and size = ?
 order by note
 limit ?
