-- why: The state before V2_1 has no such index.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries, without reading it

drop index public.idx_ledger_schema_version;
