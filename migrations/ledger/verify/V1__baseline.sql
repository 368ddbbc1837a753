-- Raises unless what V1 makes stands, as V1 or a later migration left it. Reads the catalog only.
do $verify$
declare
  missing text;
begin
  select pg_catalog.string_agg(m.what, ', ') into missing
  from (
    select 'column ' || e.name as what
    from (values
      ('id', 'bigint', true),
      ('sequence_number', 'bigint', true),
      ('previous_hash', 'character(64)', true),
      ('entry_hash', 'character(64)', true),
      ('timestamp', 'timestamp with time zone', true),
      ('verdict', 'text', true),
      ('telemetry_id', 'text', true),
      ('telemetry_hash', 'character(64)', true),
      ('rule_id', 'text', false),
      ('knowledge_graph_version', 'text', false),
      ('ski_model_version', 'text', true),
      ('reasoning', 'text', false),
      ('track', 'text', false),
      ('escalation_status', 'text', false),
      ('escalation_notes', 'text', false),
      ('created_at', 'timestamp with time zone', true)) as e (name, type, required)
    where not exists (
      select from pg_catalog.pg_attribute a
      where a.attrelid = pg_catalog.to_regclass('public.ledger_entries')
        and a.attname = e.name and not a.attisdropped and a.attnotnull = e.required
        and pg_catalog.format_type(a.atttypid, a.atttypmod) = e.type)
    union all
    select 'constraint ' || e.name
    from (values
      ('ledger_entries_pkey', 'PRIMARY KEY (id)'),
      ('ledger_entries_sequence_number_key', 'UNIQUE (sequence_number)'),
      ('ledger_entries_entry_hash_key', 'UNIQUE (entry_hash)'),
      ('ledger_entries_verdict_check', 'CHECK ((verdict = ANY (ARRAY[''CLEAR''::text, ''FLAG''::text, '
        '''NULL_UNMAPPED''::text, ''NULL_STALE''::text, ''DISCRETIONARY''::text])))'),
      ('ledger_entries_track_check', null)) as e (name, definition)
    where not exists (
      select from pg_catalog.pg_constraint c
      where c.conrelid = pg_catalog.to_regclass('public.ledger_entries') and c.conname = e.name
        and (e.definition is null or pg_catalog.pg_get_constraintdef(c.oid) = e.definition))
    union all
    select 'index ' || e.name
    from (values
      ('idx_ledger_sequence', '(sequence_number)'),
      ('idx_ledger_verdict_timestamp', '(verdict, "timestamp")'),
      ('idx_ledger_telemetry_id', '(telemetry_id)'),
      ('idx_ledger_rule_id', '(rule_id)'),
      ('idx_ledger_kg_version', '(knowledge_graph_version)')) as e (name, columns)
    where not exists (
      select from pg_catalog.pg_index i
      where i.indexrelid = pg_catalog.to_regclass('public.' || e.name)
        and i.indisvalid and i.indisready
        and pg_catalog.pg_get_indexdef(i.indexrelid) = pg_catalog.format(
          'CREATE INDEX %s ON public.ledger_entries USING btree %s', e.name, e.columns))
    union all
    select 'view ' || e.name
    from (values ('coverage_register'), ('ledger_summary'), ('ledger_chain_linkage')) as e (name)
    where not exists (
      select from pg_catalog.pg_class c
      where c.oid = pg_catalog.to_regclass('public.' || e.name) and c.relkind = 'v')
    union all
    select 'trigger ' || e.name
    from (values
      ('ledger_block_update', 19),
      ('ledger_block_delete', 11),
      ('ledger_block_truncate', 34)) as e (name, type)
    where not exists (
      select from pg_catalog.pg_trigger t
      where t.tgrelid = pg_catalog.to_regclass('public.ledger_entries') and t.tgname = e.name
        and t.tgtype = e.type and t.tgqual is null and t.tgenabled in ('O', 'A')
        and t.tgfoid = pg_catalog.to_regprocedure('public.ledger_block_update_delete()'))
    union all
    select 'role ski_audit_reader'
    where not exists (select from pg_catalog.pg_roles r where r.rolname = 'ski_audit_reader')
    union all
    select 'ski_audit_reader''s SELECT on ' || c.relname
    from pg_catalog.pg_class c
    join pg_catalog.pg_roles r on r.rolname = 'ski_audit_reader'
    where c.oid in (
        pg_catalog.to_regclass('public.ledger_entries'), pg_catalog.to_regclass('public.coverage_register'),
        pg_catalog.to_regclass('public.ledger_summary'), pg_catalog.to_regclass('public.ledger_chain_linkage'))
      and not pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT')
  ) m;
  if missing is not null then
    raise exception 'V1 (baseline) is not in effect: missing or different: %', pg_catalog.left(missing, 1000)
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$verify$;
