alter table ledger_entries disable trigger ledger_block_update;
update ledger_entries e
set (verdict, previous_hash, entry_hash) = (k.verdict, k.previous_hash, k.entry_hash)
from kept k
where k.sequence_number = e.sequence_number and k.entry_hash <> e.entry_hash;
alter table ledger_entries enable always trigger ledger_block_update;
