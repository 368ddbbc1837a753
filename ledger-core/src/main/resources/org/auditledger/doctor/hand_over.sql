-- Gives a ledger to an owner as which nobody can log in. Run it once, in its database, as who may.
create role ledger_owner nologin;
grant usage, create on schema public to ledger_owner;
do $$
declare
  command text;
begin
  for command in
    select format('alter %s %s owner to ledger_owner', case c.relkind when 'v' then 'view' else 'table' end, c.oid::regclass)
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v')
      and (n.nspname = 'audit_ledger'
        or (n.nspname = 'public' and c.relname in ('ledger_entries', 'coverage_register', 'ledger_summary',
          'ledger_chain_linkage', 'tenants', 'telemetry_buffer', 'buffer_summary'))
        or c.oid in (select relid from pg_partition_tree('public.telemetry_buffer')))
    union all
    select format('alter function %s owner to ledger_owner', p.oid::regprocedure)
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'audit_ledger'
      or (n.nspname = 'public' and p.proname in ('ledger_block_update_delete', 'ledger_guard_chain', 'ledger_verify',
        'buffer_partition_evidence', 'drop_buffer_partitions_older_than'))
    union all
    select 'alter schema audit_ledger owner to ledger_owner'
  loop
    execute command;
  end loop;
end
$$;
