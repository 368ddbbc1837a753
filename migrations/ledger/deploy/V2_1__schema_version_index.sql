-- why: The era of an entry is looked up by its schema_version.
--      A build that lets writers write cannot run in a transaction, so the script of the same name in prepare/ makes
--      the index, and this migration raises unless it is valid. An empty ledger has nothing to read: there it is
--      built here.
-- locks: SHARE on public.ledger_entries, only when the ledger is empty and the index missing; none otherwise
-- reversible: lossless

do $deploy$
begin
  if pg_catalog.to_regclass('public.idx_ledger_schema_version') is null
    and not exists (select from public.ledger_entries)
  then
    create index idx_ledger_schema_version on public.ledger_entries (schema_version);
  end if;
  if not exists (
    select from pg_catalog.pg_index i
    where i.indexrelid = pg_catalog.to_regclass('public.idx_ledger_schema_version')
      and i.indisvalid and i.indisready
      and pg_catalog.pg_get_indexdef(i.indexrelid) =
        'CREATE INDEX idx_ledger_schema_version ON public.ledger_entries USING btree (schema_version)')
  then
    raise exception 'index idx_ledger_schema_version is missing, not valid or another one'
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Run prepare/V2_1__schema_version_index.sql outside a transaction, then this again.';
  end if;
end
$deploy$;
