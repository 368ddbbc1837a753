-- The ancestor's plain SQL upgrade of a v0.1 or v0.2 ledger to release 3.0.
alter table ledger_entries
  add column envelope_json jsonb,
  add column envelope_hash char(71),
  add column transcript_json jsonb,
  add column transcript_signature text,
  add column signing_key_id char(71),
  add column verifier_status text;
alter table ledger_entries drop constraint ledger_entries_track_check;
alter table ledger_entries add constraint ledger_entries_track_check
  check (track is null or length(track) > 0);
alter table ledger_entries add constraint ledger_entries_verifier_status_check
  check (verifier_status is null or verifier_status in
    ('AGREED', 'LLM_CONTRADICTION', 'NEURO_SYMBOLIC_DIVERGENCE', 'UNVERIFIABLE'));
create index idx_ledger_verifier_status on ledger_entries (verifier_status, timestamp)
  where verifier_status is not null;
create index idx_ledger_signing_key_id on ledger_entries (signing_key_id) where signing_key_id is not null;
