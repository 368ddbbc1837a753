-- Raises unless what V2 makes stands, as V2 or a later migration left it. Partitions come and go, and are not asked
-- for. Reads the catalog only.
do $verify$
declare
  missing text;
begin
  select pg_catalog.string_agg(m.what, ', ') into missing
  from (
    select pg_catalog.format('column %s.%s', e.relation, e.name) as what
    from (values
      ('ledger_entries', 'schema_version', 'text', '''0.2.0''::text'),
      ('tenants', 'tenant_id', 'text', null),
      ('tenants', 'display_name', 'text', null),
      ('tenants', 'buffer_retention_days', 'integer', null),
      ('tenants', 'max_clock_skew_seconds', 'integer', '60'),
      ('tenants', 'created_at', 'timestamp with time zone', 'now()'),
      ('tenants', 'updated_at', 'timestamp with time zone', 'now()'),
      ('telemetry_buffer', 'id', 'bigint', null),
      ('telemetry_buffer', 'tenant_id', 'text', null),
      ('telemetry_buffer', 'subject', 'text', null),
      ('telemetry_buffer', 'telemetry_id', 'text', null),
      ('telemetry_buffer', 'telemetry_ts', 'timestamp with time zone', null),
      ('telemetry_buffer', 'received_ts', 'timestamp with time zone', 'now()'),
      ('telemetry_buffer', 'measurement', 'jsonb', null),
      ('telemetry_buffer', 'measurement_hash', 'character(64)', null),
      ('telemetry_buffer', 'schema_version', 'text', '''0.2.0''::text')) as e (relation, name, type, value)
    where not exists (
      select from pg_catalog.pg_attribute a
      left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = pg_catalog.to_regclass('public.' || e.relation)
        and a.attname = e.name and not a.attisdropped and a.attnotnull
        and pg_catalog.format_type(a.atttypid, a.atttypmod) = e.type
        and (e.value is null or pg_catalog.pg_get_expr(d.adbin, d.adrelid) = e.value))
    union all
    select 'constraint ' || e.name
    from (values
      ('tenants', 'tenants_pkey', 'PRIMARY KEY (tenant_id)'),
      ('tenants', 'tenants_buffer_retention_days_check', 'CHECK ((buffer_retention_days > 0))'),
      ('tenants', 'tenants_max_clock_skew_seconds_check', 'CHECK ((max_clock_skew_seconds >= 0))'),
      ('telemetry_buffer', 'telemetry_buffer_pkey', 'PRIMARY KEY (tenant_id, telemetry_ts, id)'),
      ('telemetry_buffer', 'telemetry_buffer_tenant_id_fkey', null)) as e (relation, name, definition)
    where not exists (
      select from pg_catalog.pg_constraint c
      where c.conrelid = pg_catalog.to_regclass('public.' || e.relation) and c.conname = e.name
        and (e.definition is null and c.confrelid = pg_catalog.to_regclass('public.tenants')
          or pg_catalog.pg_get_constraintdef(c.oid) = e.definition))
    union all
    select 'partitioning of telemetry_buffer by range of telemetry_ts'
    where pg_catalog.pg_get_partkeydef(pg_catalog.to_regclass('public.telemetry_buffer'))
      is distinct from 'RANGE (telemetry_ts)'
    union all
    select 'index ' || e.name
    from (values
      ('idx_buffer_subject_ts', '(tenant_id, subject, telemetry_ts)'),
      ('idx_buffer_measurement_hash', '(tenant_id, measurement_hash)')) as e (name, columns)
    where not exists (
      select from pg_catalog.pg_index i
      where i.indexrelid = pg_catalog.to_regclass('public.' || e.name)
        and i.indisvalid and i.indisready
        and pg_catalog.pg_get_indexdef(i.indexrelid) = pg_catalog.format(
          'CREATE INDEX %s ON ONLY public.telemetry_buffer USING btree %s', e.name, e.columns))
    union all
    select 'trigger ' || e.name
    from (values
      ('buffer_block_update', 19),
      ('buffer_block_delete', 11),
      ('buffer_block_truncate', 34)) as e (name, type)
    where not exists (
      select from pg_catalog.pg_trigger t
      where t.tgrelid = pg_catalog.to_regclass('public.telemetry_buffer') and t.tgname = e.name
        and t.tgtype = e.type and t.tgqual is null and t.tgenabled in ('O', 'A')
        and t.tgfoid = pg_catalog.to_regprocedure('public.ledger_block_update_delete()'))
    union all
    select 'view buffer_summary with its five columns'
    where (
        select pg_catalog.string_agg(a.attname, ' ' order by a.attnum)
        from pg_catalog.pg_attribute a
        where a.attrelid = pg_catalog.to_regclass('public.buffer_summary') and a.attnum > 0)
      is distinct from 'tenant_id row_count oldest_record newest_record distinct_subjects'
    union all
    select 'function drop_buffer_partitions_older_than with pinned settings, closed to PUBLIC'
    where not exists (
      select from pg_catalog.pg_proc p
      where p.oid = pg_catalog.to_regprocedure('public.drop_buffer_partitions_older_than(timestamptz)')
        and p.prosecdef and 'search_path=pg_catalog, pg_temp' = any (p.proconfig)
        and not exists (
          select from pg_catalog.aclexplode(
            coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a where a.grantee = 0))
    union all
    select 'role ski_buffer_admin'
    where not exists (select from pg_catalog.pg_roles r where r.rolname = 'ski_buffer_admin')
    union all
    select 'ski_buffer_admin''s EXECUTE on drop_buffer_partitions_older_than'
    from pg_catalog.pg_roles r
    where r.rolname = 'ski_buffer_admin'
      and not pg_catalog.has_function_privilege(
        r.oid, pg_catalog.to_regprocedure('public.drop_buffer_partitions_older_than(timestamptz)'), 'EXECUTE')
    union all
    select 'ski_audit_reader''s SELECT on ' || c.relname
    from pg_catalog.pg_class c
    join pg_catalog.pg_roles r on r.rolname = 'ski_audit_reader'
    where c.oid in (
        pg_catalog.to_regclass('public.tenants'), pg_catalog.to_regclass('public.telemetry_buffer'),
        pg_catalog.to_regclass('public.buffer_summary'))
      and not pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT')
  ) m;
  if missing is not null then
    raise exception 'V2 (telemetry_buffer) is not in effect: missing or different: %', pg_catalog.left(missing, 1000)
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$verify$;
