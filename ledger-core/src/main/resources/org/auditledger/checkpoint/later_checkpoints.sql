select pg_catalog.left(note, ?)
  from audit_ledger.checkpoints
 where origin = ? and size > ?
 order by size desc, note
 limit ?
