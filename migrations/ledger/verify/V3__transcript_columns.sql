-- Raises unless the six columns and both checks stand, validated or not. Reads the catalog only.
do $verify$
declare
  missing text;
begin
  select pg_catalog.string_agg(m.what, ', ') into missing
  from (
    select 'column ' || e.name as what
    from (values
      ('envelope_json', 'jsonb'),
      ('envelope_hash', 'character(71)'),
      ('transcript_json', 'jsonb'),
      ('transcript_signature', 'text'),
      ('signing_key_id', 'character(71)'),
      ('verifier_status', 'text')) as e (name, type)
    where not exists (
      select from pg_catalog.pg_attribute a
      where a.attrelid = pg_catalog.to_regclass('public.ledger_entries')
        and a.attname = e.name and not a.attisdropped and not a.attnotnull and not a.atthasdef
        and pg_catalog.format_type(a.atttypid, a.atttypmod) = e.type)
    union all
    select 'constraint ' || e.name
    from (values
      ('ledger_entries_track_check', '((track IS NULL) OR (length(track) > 0))'),
      ('ledger_entries_verifier_status_check', '((verifier_status IS NULL) OR (verifier_status = ANY (ARRAY['
        '''AGREED''::text, ''LLM_CONTRADICTION''::text, ''NEURO_SYMBOLIC_DIVERGENCE''::text, '
        '''UNVERIFIABLE''::text])))')) as e (name, definition)
    where not exists (
      select from pg_catalog.pg_constraint c
      where c.conrelid = pg_catalog.to_regclass('public.ledger_entries')
        and c.conname = e.name and c.contype = 'c'
        and pg_catalog.pg_get_expr(c.conbin, c.conrelid) = e.definition)
  ) m;
  if missing is not null then
    raise exception 'V3 (transcript_columns) is not in effect: missing or different: %', pg_catalog.left(missing, 1000)
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$verify$;
