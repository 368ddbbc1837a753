alter table ledger_entries disable trigger ledger_block_delete;
delete from ledger_entries
where sequence_number > (select max(sequence_number) - 5 from ledger_entries);
alter table ledger_entries enable always trigger ledger_block_delete;
