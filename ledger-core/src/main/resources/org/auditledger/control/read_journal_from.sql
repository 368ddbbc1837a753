select position, pg_catalog.left(note, ?), pg_catalog.age(xmin) > 0
  from audit_ledger.journal
 where position >= ?
 order by position
