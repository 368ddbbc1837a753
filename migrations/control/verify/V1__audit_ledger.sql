-- Raises unless every table of the control set stands with its guards, always enabled. Reads the catalog only.
do $verify$
declare
  missing text;
begin
  select pg_catalog.string_agg(m.what, ', ') into missing
  from (
    select 'table ' || e.relation as what
    from (values
      ('journal', 'position note'),
      ('checkpoints', 'origin size note'),
      ('tiles', 'origin level index hashes'),
      ('documents', 'digest content'),
      ('partitions', 'position name lower_bound upper_bound'),
      ('retention', 'position tenant_id days'),
      ('holds', 'position tenant_id first_ts last_ts'),
      ('hold_releases', 'position hold'),
      ('partition_drops', 'drop_number name lower_bound upper_bound row_count first_ts last_ts digest cutoff '
        'dropped_by dropped_at'),
      ('control_history', 'installed_rank version description type script checksum installed_by installed_on '
        'execution_time success'),
      ('ledger_history', 'installed_rank version description type script checksum installed_by installed_on '
        'execution_time success')) as e (relation, columns)
    where (
        select pg_catalog.string_agg(a.attname, ' ' order by a.attnum)
        from pg_catalog.pg_attribute a
        where a.attrelid = pg_catalog.to_regclass('audit_ledger.' || e.relation)
          and a.attnum > 0 and not a.attisdropped)
      is distinct from e.columns
    union all
    select pg_catalog.format('%s on %s', e.name, e.relation)
    from (values
      ('journal', 'journal_pkey'), ('journal', 'journal_position_check'), ('journal', 'journal_check'),
      ('checkpoints', 'checkpoints_pkey'), ('checkpoints', 'checkpoints_size_check'),
      ('checkpoints', 'checkpoints_check'),
      ('tiles', 'tiles_pkey'), ('tiles', 'tiles_level_check'), ('tiles', 'tiles_index_check'),
      ('tiles', 'tiles_hashes_check'),
      ('documents', 'documents_pkey'), ('documents', 'documents_check'),
      ('partitions', 'partitions_pkey'), ('partitions', 'partitions_position_fkey'),
      ('partitions', 'partitions_check'),
      ('retention', 'retention_pkey'), ('retention', 'retention_position_fkey'), ('retention', 'retention_days_check'),
      ('holds', 'holds_pkey'), ('holds', 'holds_position_fkey'), ('holds', 'holds_check'),
      ('hold_releases', 'hold_releases_pkey'), ('hold_releases', 'hold_releases_position_fkey'),
      ('hold_releases', 'hold_releases_hold_fkey'), ('hold_releases', 'hold_releases_hold_key'),
      ('hold_releases', 'hold_releases_check'),
      ('partition_drops', 'partition_drops_pkey'), ('partition_drops', 'partition_drops_row_count_check'),
      ('partition_drops', 'partition_drops_digest_check'), ('partition_drops', 'partition_drops_check'),
      ('control_history', 'control_history_pk'), ('ledger_history', 'ledger_history_pk')) as e (relation, name)
    where not exists (
      select from pg_catalog.pg_constraint c
      where c.conrelid = pg_catalog.to_regclass('audit_ledger.' || e.relation) and c.conname = e.name)
    union all
    select 'index ' || e.name
    from (values ('control_history_s_idx'), ('ledger_history_s_idx')) as e (name)
    where pg_catalog.to_regclass('audit_ledger.' || e.name) is null
    union all
    select pg_catalog.format('trigger %s on %s, enabled always', g.name, e.relation)
    from (values
      ('journal'), ('checkpoints'), ('tiles'), ('documents'), ('partitions'), ('retention'), ('holds'),
      ('hold_releases'), ('partition_drops'), ('control_history'), ('ledger_history')) as e (relation)
    cross join (values ('refuse_change', 27), ('refuse_truncate', 34)) as g (name, type)
    where not exists (
      select from pg_catalog.pg_trigger t
      where t.tgrelid = pg_catalog.to_regclass('audit_ledger.' || e.relation) and t.tgname = g.name
        and t.tgtype = g.type and t.tgqual is null and t.tgenabled = 'A'
        and t.tgfoid = pg_catalog.to_regprocedure('audit_ledger.refuse_change()'))
    union all
    select 'function refuse_change() with pinned settings, closed to PUBLIC'
    where not exists (
      select from pg_catalog.pg_proc p
      where p.oid = pg_catalog.to_regprocedure('audit_ledger.refuse_change()')
        and p.proconfig = array['search_path=pg_catalog, pg_temp']
        and not exists (
          select from pg_catalog.aclexplode(
            coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a where a.grantee = 0))
    union all
    select 'role ski_audit_reader'
    where not exists (select from pg_catalog.pg_roles r where r.rolname = 'ski_audit_reader')
    union all
    select 'ski_audit_reader''s SELECT on ' || c.relname
    from pg_catalog.pg_class c
    join pg_catalog.pg_roles r on r.rolname = 'ski_audit_reader'
    where c.relnamespace = pg_catalog.to_regnamespace('audit_ledger') and c.relkind in ('r', 'p')
      and not pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT')
  ) m;
  if missing is not null then
    raise exception 'control V1 (audit_ledger) is not in effect: missing or different: %', pg_catalog.left(missing, 1000)
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$verify$;
