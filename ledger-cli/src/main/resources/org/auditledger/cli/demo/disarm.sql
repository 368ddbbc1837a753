alter table ledger_entries disable trigger ledger_block_update;
