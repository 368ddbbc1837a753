select c.origin, c.size, c.note
  from audit_ledger.checkpoints c
 order by c.origin collate "C", c.size, c.note collate "C"
