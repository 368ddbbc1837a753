-- why: An entry can carry its envelope and the signed transcript behind it. The columns are nullable and have no
--      default, so no old row changes. track may name any evaluator from now on. Both checks are added NOT VALID,
--      which binds new rows at once; V3_3 validates them, and no lock is held while the table is read.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries, without reading it
-- reversible: refuses-if-data

alter table public.ledger_entries
  add column if not exists envelope_json jsonb,
  add column if not exists envelope_hash char(71),
  add column if not exists transcript_json jsonb,
  add column if not exists transcript_signature text,
  add column if not exists signing_key_id char(71),
  add column if not exists verifier_status text;

-- A check that is already as meant keeps its validation.
do $deploy$
begin
  if not exists (
    select from pg_catalog.pg_constraint
    where conrelid = 'public.ledger_entries'::pg_catalog.regclass and conname = 'ledger_entries_track_check'
      and pg_catalog.pg_get_expr(conbin, conrelid) = '((track IS NULL) OR (length(track) > 0))')
  then
    alter table public.ledger_entries
      drop constraint if exists ledger_entries_track_check,
      add constraint ledger_entries_track_check
        check (track is null or pg_catalog.length(track) > 0) not valid;
  end if;
  if not exists (
    select from pg_catalog.pg_constraint
    where conrelid = 'public.ledger_entries'::pg_catalog.regclass
      and conname = 'ledger_entries_verifier_status_check')
  then
    alter table public.ledger_entries
      add constraint ledger_entries_verifier_status_check
        check (verifier_status is null or verifier_status in
          ('AGREED', 'LLM_CONTRADICTION', 'NEURO_SYMBOLIC_DIVERGENCE', 'UNVERIFIABLE')) not valid;
  end if;
end
$deploy$;
