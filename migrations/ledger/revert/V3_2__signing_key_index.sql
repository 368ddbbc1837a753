-- why: The state before V3_2 has no such index.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries, without reading it

drop index public.idx_ledger_signing_key_id;
