alter table ledger_entries enable always trigger ledger_block_update;
