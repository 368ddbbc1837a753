-- By the index: what it hides is found when the journal is read.
select j.position from audit_ledger.journal j order by j.position desc limit 1
