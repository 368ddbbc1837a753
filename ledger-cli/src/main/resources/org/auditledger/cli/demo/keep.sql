create temporary table kept as select * from ledger_entries;
