-- Raises unless the index stands, is valid, and is the one that was meant. Reads the catalog only.
do $verify$
begin
  if not exists (
    select from pg_catalog.pg_index i
    where i.indexrelid = pg_catalog.to_regclass('public.idx_ledger_schema_version')
      and i.indisvalid and i.indisready
      and pg_catalog.pg_get_indexdef(i.indexrelid) =
        'CREATE INDEX idx_ledger_schema_version ON public.ledger_entries USING btree (schema_version)')
  then
    raise exception 'V2_1 is not in effect: index idx_ledger_schema_version is missing, not valid or another one'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$verify$;
