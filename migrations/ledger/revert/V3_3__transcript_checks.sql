-- why: The state before V3_3 has both checks, not validated. They bind new rows all the while.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries, without reading it

alter table public.ledger_entries
  drop constraint ledger_entries_track_check,
  drop constraint ledger_entries_verifier_status_check,
  add constraint ledger_entries_track_check
    check (track is null or pg_catalog.length(track) > 0) not valid,
  add constraint ledger_entries_verifier_status_check
    check (verifier_status is null or verifier_status in
      ('AGREED', 'LLM_CONTRADICTION', 'NEURO_SYMBOLIC_DIVERGENCE', 'UNVERIFIABLE')) not valid;
