-- why: Puts back the guards as V1 to V3 left them: they fire unless a session replicates, partitions have none of their
--      own, and nothing in the database judges the chain. Roles stay: other databases of the server may use them.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries and the partitions of public.telemetry_buffer, without reading them

drop trigger ledger_chain_guard on public.ledger_entries;
drop function public.ledger_guard_chain();
drop function public.ledger_verify(bigint, bigint);

alter table public.ledger_entries enable trigger ledger_block_update;
alter table public.ledger_entries enable trigger ledger_block_delete;
alter table public.ledger_entries enable trigger ledger_block_truncate;
alter table public.telemetry_buffer enable trigger buffer_block_update;
alter table public.telemetry_buffer enable trigger buffer_block_delete;
alter table public.telemetry_buffer enable trigger buffer_block_truncate;

do $revert$
declare
  part pg_catalog.regclass;
begin
  for part in
    select t.relid from pg_catalog.pg_partition_tree('public.telemetry_buffer') t where t.level > 0
  loop
    execute pg_catalog.format(
      'drop trigger if exists partition_block_update on %1$s;'
      'drop trigger if exists partition_block_delete on %1$s;'
      'drop trigger if exists partition_block_truncate on %1$s', part);
  end loop;
end
$revert$;

create or replace function public.ledger_block_update_delete() returns trigger language plpgsql as $$
BEGIN
    RAISE EXCEPTION 'ledger_entries is append-only; % is not permitted', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END;
$$;
grant execute on function public.ledger_block_update_delete() to public;

create or replace function public.drop_buffer_partitions_older_than(cutoff timestamptz)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set lock_timeout = '100ms'
as $body$
declare
  part record;
  expired boolean;
  dropped integer := 0;
begin
  if cutoff is null or cutoff > now() then
    raise exception 'the cutoff % is not in the past', coalesce(cutoff::text, 'NULL')
      using errcode = 'invalid_parameter_value';
  end if;
  for part in
    select b.relation, b.upper_bound
    from (
      select
        c.oid::regclass as relation,
        substring(pg_get_expr(c.relpartbound, c.oid) from 'TO [(]''(.*)''[)]')::timestamptz as upper_bound
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'public.telemetry_buffer'::regclass and not i.inhdetachpending
    ) b
    where b.upper_bound <= cutoff
    order by b.upper_bound
  loop
    execute format('lock table only %s in share mode', part.relation);
    execute format(
      'select coalesce(bool_and($1 + make_interval(hours => 24 * t.buffer_retention_days) <= now()), true)'
        ' from public.tenants t where t.tenant_id in (select p.tenant_id from %s p)',
      part.relation) into expired using part.upper_bound;
    if expired then
      raise notice 'dropping partition %', part.relation;
      execute format('drop table %s', part.relation);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end
$body$;
drop function public.buffer_partition_evidence(regclass);

revoke all on public.ledger_entries, public.telemetry_buffer, public.tenants from ledger_writer;
revoke all on sequence public.ledger_entries_id_seq, public.telemetry_buffer_id_seq from ledger_writer;
revoke usage on schema public from ledger_writer, ski_buffer_admin;
