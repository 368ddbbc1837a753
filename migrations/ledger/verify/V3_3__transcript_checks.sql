-- Raises unless both checks of V3 are validated. Reads the catalog only.
do $verify$
declare
  missing text;
begin
  select pg_catalog.string_agg('constraint ' || e.name, ', ') into missing
  from (values ('ledger_entries_track_check'), ('ledger_entries_verifier_status_check')) as e (name)
  where not exists (
    select from pg_catalog.pg_constraint c
    where c.conrelid = pg_catalog.to_regclass('public.ledger_entries')
      and c.conname = e.name and c.contype = 'c' and c.convalidated);
  if missing is not null then
    raise exception 'V3_3 (transcript_checks) is not in effect: not validated: %', missing
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$verify$;
