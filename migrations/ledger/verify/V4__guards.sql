-- Raises unless every guard stands and fires always, on every partition too, and every function is pinned and closed
-- to PUBLIC. Reads the catalog only.
do $verify$
declare
  missing text;
begin
  select pg_catalog.string_agg(m.what, ', ') into missing
  from (
    select pg_catalog.format('trigger %s on %s, enabled always', e.name, e.relation) as what
    from (
      values
        (pg_catalog.to_regclass('public.ledger_entries'), 'ledger_block_update', 19, 'ledger_block_update_delete'),
        (pg_catalog.to_regclass('public.ledger_entries'), 'ledger_block_delete', 11, 'ledger_block_update_delete'),
        (pg_catalog.to_regclass('public.ledger_entries'), 'ledger_block_truncate', 34, 'ledger_block_update_delete'),
        (pg_catalog.to_regclass('public.ledger_entries'), 'ledger_chain_guard', 4, 'ledger_guard_chain'),
        (pg_catalog.to_regclass('public.telemetry_buffer'), 'buffer_block_update', 19, 'ledger_block_update_delete'),
        (pg_catalog.to_regclass('public.telemetry_buffer'), 'buffer_block_delete', 11, 'ledger_block_update_delete'),
        (pg_catalog.to_regclass('public.telemetry_buffer'), 'buffer_block_truncate', 34, 'ledger_block_update_delete')
      union all
      select t.relid, g.name, g.type, 'ledger_block_update_delete'
      from pg_catalog.pg_partition_tree(pg_catalog.to_regclass('public.telemetry_buffer')) t
      join pg_catalog.pg_class c on c.oid = t.relid
      cross join (values
        ('partition_block_update', 19),
        ('partition_block_delete', 11),
        ('partition_block_truncate', 34)) as g (name, type)
      where t.level > 0 and c.relkind in ('r', 'p')
    ) as e (relation, name, type, guard)
    where not exists (
      select from pg_catalog.pg_trigger t
      where t.tgrelid = e.relation and t.tgname = e.name
        and t.tgtype = e.type and t.tgqual is null and t.tgenabled = 'A'
        and t.tgfoid = pg_catalog.to_regprocedure(pg_catalog.format('public.%I()', e.guard)))
    union all
    select pg_catalog.format('function %s with pinned settings, closed to PUBLIC', e.signature)
    from (values
      ('ledger_block_update_delete()', false),
      ('ledger_guard_chain()', false),
      ('ledger_verify(bigint, bigint)', false),
      ('buffer_partition_evidence(regclass)', false),
      ('drop_buffer_partitions_older_than(timestamptz)', true)) as e (signature, definer)
    where not exists (
      select from pg_catalog.pg_proc p
      where p.oid = pg_catalog.to_regprocedure('public.' || e.signature)
        and p.prosecdef = e.definer and 'search_path=pg_catalog, pg_temp' = any (p.proconfig)
        and not exists (
          select from pg_catalog.aclexplode(
            coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a where a.grantee = 0))
    union all
    select 'the record of drops in drop_buffer_partitions_older_than'
    where not exists (
      select from pg_catalog.pg_proc p
      where p.oid = pg_catalog.to_regprocedure('public.drop_buffer_partitions_older_than(timestamptz)')
        and p.prosrc like '%insert into audit_ledger.partition_drops%')
    union all
    select 'role ledger_writer'
    where not exists (select from pg_catalog.pg_roles r where r.rolname = 'ledger_writer')
    union all
    select pg_catalog.format('%s''s %s on %s', e.role, e.privilege, e.relation)
    from (values
      ('ledger_writer', 'INSERT', 'ledger_entries'),
      ('ledger_writer', 'SELECT', 'ledger_entries'),
      ('ledger_writer', 'INSERT', 'telemetry_buffer'),
      ('ledger_writer', 'SELECT', 'telemetry_buffer'),
      ('ledger_writer', 'SELECT', 'tenants')) as e (role, privilege, relation)
    join pg_catalog.pg_roles r on r.rolname = e.role
    where pg_catalog.has_table_privilege(
      r.oid, pg_catalog.to_regclass('public.' || e.relation), e.privilege) is not true
    union all
    select pg_catalog.format('ledger_writer''s USAGE on %s', e.relation)
    from (values ('ledger_entries_id_seq'), ('telemetry_buffer_id_seq')) as e (relation)
    join pg_catalog.pg_roles r on r.rolname = 'ledger_writer'
    where pg_catalog.has_sequence_privilege(
      r.oid, pg_catalog.to_regclass('public.' || e.relation), 'USAGE') is not true
    union all
    select pg_catalog.format('%s''s EXECUTE on %s', e.role, e.signature)
    from (values
      ('ski_audit_reader', 'ledger_verify(bigint, bigint)'),
      ('ski_buffer_admin', 'drop_buffer_partitions_older_than(timestamptz)')) as e (role, signature)
    join pg_catalog.pg_roles r on r.rolname = e.role
    where pg_catalog.has_function_privilege(
      r.oid, pg_catalog.to_regprocedure('public.' || e.signature), 'EXECUTE') is not true
  ) m;
  if missing is not null then
    raise exception 'V4 (guards) is not in effect: missing or different: %', pg_catalog.left(missing, 1000)
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$verify$;
