-- why: Takes the six columns away and puts the narrow check on track back, unless an entry needs what would go.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries, and reads it

lock table public.ledger_entries in access exclusive mode;

do $revert$
begin
  if exists (
    select from public.ledger_entries
    where envelope_json is not null or envelope_hash is not null
      or transcript_json is not null or transcript_signature is not null
      or signing_key_id is not null or verifier_status is not null
      or track not in ('symbolic', 'llm'))
  then
    raise exception 'V3 (transcript_columns) is not reverted: entries hold envelopes, transcripts or newer tracks'
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'What an entry holds is never dropped. Stay at this version.';
  end if;
end
$revert$;

alter table public.ledger_entries
  drop constraint ledger_entries_track_check,
  drop constraint ledger_entries_verifier_status_check,
  drop column envelope_json,
  drop column envelope_hash,
  drop column transcript_json,
  drop column transcript_signature,
  drop column signing_key_id,
  drop column verifier_status;
alter table public.ledger_entries
  add constraint ledger_entries_track_check check (track is null or track in ('symbolic', 'llm'));
