-- why: Telemetry gets a buffer of its own, partitioned by time, with a retention for each tenant; entries say under
--      which schema they were written. An old entry gets 0.1.0 from a constant default, so no row is rewritten or
--      updated (the ancestor's UPDATE was refused by its own guard); a new one gets 0.2.0.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries at the end, without reading it
-- reversible: refuses-if-data

create table if not exists public.tenants (
  tenant_id text primary key,
  display_name text not null,
  buffer_retention_days integer not null check (buffer_retention_days > 0),
  max_clock_skew_seconds integer not null default 60 check (max_clock_skew_seconds >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists public.telemetry_buffer (
  id bigserial,
  tenant_id text not null references public.tenants (tenant_id),
  subject text not null,
  telemetry_id text not null,
  telemetry_ts timestamptz not null,
  received_ts timestamptz not null default now(),
  measurement jsonb not null,
  measurement_hash char(64) not null,
  schema_version text not null default '0.2.0',
  primary key (tenant_id, telemetry_ts, id)
) partition by range (telemetry_ts);

create index if not exists idx_buffer_subject_ts
  on public.telemetry_buffer (tenant_id, subject, telemetry_ts);
create index if not exists idx_buffer_measurement_hash
  on public.telemetry_buffer (tenant_id, measurement_hash);

-- Made only where missing, so that ENABLE ALWAYS (V4) survives a second run.
do $deploy$
declare
  guard record;
begin
  for guard in
    select *
    from (values
      ('buffer_block_update', 'update', 'for each row'),
      ('buffer_block_delete', 'delete', 'for each row'),
      ('buffer_block_truncate', 'truncate', 'for each statement')) as g (name, operation, level)
    where not exists (
      select from pg_catalog.pg_trigger t
      where t.tgrelid = 'public.telemetry_buffer'::pg_catalog.regclass and t.tgname = g.name)
  loop
    execute pg_catalog.format(
      'create trigger %I before %s on public.telemetry_buffer %s'
        ' execute function public.ledger_block_update_delete()',
      guard.name, guard.operation, guard.level);
  end loop;
end
$deploy$;

-- One of the ancestor's scripts gave the view a sixth column, and no view can be replaced by a narrower one.
do $deploy$
begin
  if exists (
    select from pg_catalog.pg_attribute
    where attrelid = pg_catalog.to_regclass('public.buffer_summary') and attname = 'total_measurement_bytes')
  then
    drop view public.buffer_summary;
  end if;
end
$deploy$;

create or replace view public.buffer_summary as
select
  tenant_id,
  count(*) as row_count,
  min(telemetry_ts) as oldest_record,
  max(telemetry_ts) as newest_record,
  count(distinct subject) as distinct_subjects
from public.telemetry_buffer
group by tenant_id;

insert into public.tenants (tenant_id, display_name, buffer_retention_days)
values ('default', 'Default', 30)
on conflict (tenant_id) do nothing;

-- Today and seven days ahead, by UTC days whatever the session's time zone. LIKE and ATTACH take a weaker lock than
-- PARTITION OF. A buffer that has partitions already keeps those and gets no others here.
do $deploy$
declare
  today constant date := (pg_catalog.now() at time zone 'UTC')::date;
  partition_name text;
begin
  if exists (
    select from pg_catalog.pg_inherits where inhparent = 'public.telemetry_buffer'::pg_catalog.regclass)
  then
    return;
  end if;
  for ahead in 0..7 loop
    partition_name := pg_catalog.to_char(today + ahead, '"telemetry_buffer_"YYYY_MM_DD');
    execute pg_catalog.format(
      'create table public.%I (like public.telemetry_buffer including defaults)', partition_name);
    execute pg_catalog.format(
      'alter table public.telemetry_buffer attach partition public.%I for values from (%L) to (%L)',
      partition_name,
      pg_catalog.to_char(today + ahead, 'YYYY-MM-DD "00:00:00+00"'),
      pg_catalog.to_char(today + ahead + 1, 'YYYY-MM-DD "00:00:00+00"'));
  end loop;
end
$deploy$;

-- Roles belong to the whole server: another database may have made it, even at this moment.
do $deploy$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'ski_buffer_admin') then
    create role ski_buffer_admin nologin;
  end if;
exception
  when duplicate_object or unique_violation then
    null;
  when insufficient_privilege then
    raise exception 'role ski_buffer_admin does not exist, and % may not create roles', current_user
      using errcode = 'insufficient_privilege',
        hint = 'Have an administrator run: CREATE ROLE ski_buffer_admin NOLOGIN; and run this again.';
end
$deploy$;

grant select on public.tenants, public.telemetry_buffer, public.buffer_summary to ski_audit_reader;

-- The only way for data to leave the buffer. One with pinned settings is never put back to this one (V4 has a stricter).
do $deploy$
begin
  if exists (
    select from pg_catalog.pg_proc
    where oid = pg_catalog.to_regprocedure('public.drop_buffer_partitions_older_than(timestamptz)')
      and proconfig is not null)
  then
    return;
  end if;

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
end
$deploy$;

revoke all on function public.drop_buffer_partitions_older_than(timestamptz) from public;
grant execute on function public.drop_buffer_partitions_older_than(timestamptz) to ski_buffer_admin;

-- Last, as writers wait from here on. Two statements on purpose: the first default is what old entries have from now on,
-- the second what new ones get.
do $deploy$
begin
  if not exists (
    select from pg_catalog.pg_attribute
    where attrelid = 'public.ledger_entries'::pg_catalog.regclass and attname = 'schema_version' and not attisdropped)
  then
    alter table public.ledger_entries add column schema_version text not null default '0.1.0';
    alter table public.ledger_entries alter column schema_version set default '0.2.0';
  end if;
end
$deploy$;
