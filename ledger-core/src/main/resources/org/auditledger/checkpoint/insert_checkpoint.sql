-- The same entries may be sealed again after the journal has grown; their note is then the same.
insert into audit_ledger.checkpoints (origin, size, note) values (?, ?, ?)
on conflict (origin, size, note) do nothing
