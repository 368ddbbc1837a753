-- A tile that is there already is compared when it is read back.
insert into audit_ledger.tiles (origin, level, index, hashes) values (?, ?, ?, ?)
on conflict (origin, level, index) do nothing
