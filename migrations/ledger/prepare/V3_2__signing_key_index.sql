-- Run in autocommit, one statement at a time, when the index is missing or not valid: an interrupted build leaves
-- an INVALID one behind, which IF NOT EXISTS would take for the real thing.
drop index concurrently if exists public.idx_ledger_signing_key_id;
create index concurrently idx_ledger_signing_key_id
  on public.ledger_entries (signing_key_id)
  where signing_key_id is not null;
