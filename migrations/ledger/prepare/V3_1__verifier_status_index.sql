-- Run in autocommit, one statement at a time, when the index is missing or not valid: an interrupted build leaves
-- an INVALID one behind, which IF NOT EXISTS would take for the real thing.
drop index concurrently if exists public.idx_ledger_verifier_status;
create index concurrently idx_ledger_verifier_status
  on public.ledger_entries (verifier_status, timestamp)
  where verifier_status is not null;
