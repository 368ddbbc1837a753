-- The schema of the ledger set at version 4, for an empty database. Generated from its migrations:
-- do not edit. Set sum 2f2705a2b442d09f4a702583bad036582de978b858980c104c8cfe11ba1ac8b4

-- =============================================================================
-- 1: baseline
-- =============================================================================

-- why: The ledger as its ancestor v0.1 made it: the table, its indexes, three views, the guard against change,
--      the auditors' role. On a ledger that already stands, whatever is there is left as it is.
-- locks: none on a new database; SHARE on a standing public.ledger_entries, for a moment and without reading it
-- reversible: refuses-if-data

create table if not exists public.ledger_entries (
  id bigserial primary key,
  sequence_number bigint not null unique,
  previous_hash char(64) not null,
  entry_hash char(64) not null unique,
  timestamp timestamptz not null default now(),
  verdict text not null
    check (verdict in ('CLEAR', 'FLAG', 'NULL_UNMAPPED', 'NULL_STALE', 'DISCRETIONARY')),
  telemetry_id text not null,
  telemetry_hash char(64) not null,
  rule_id text,
  knowledge_graph_version text,
  ski_model_version text not null,
  reasoning text,
  track text check (track is null or track in ('symbolic', 'llm')),
  escalation_status text,
  escalation_notes text,
  created_at timestamptz not null default now()
);

create index if not exists idx_ledger_sequence on public.ledger_entries (sequence_number);
create index if not exists idx_ledger_verdict_timestamp on public.ledger_entries (verdict, timestamp);
create index if not exists idx_ledger_telemetry_id on public.ledger_entries (telemetry_id);
create index if not exists idx_ledger_rule_id on public.ledger_entries (rule_id);
create index if not exists idx_ledger_kg_version on public.ledger_entries (knowledge_graph_version);

-- What no rule covered, or only stale data.
create or replace view public.coverage_register as
select sequence_number, timestamp, verdict, telemetry_id, rule_id, knowledge_graph_version, reasoning
from public.ledger_entries
where verdict in ('NULL_UNMAPPED', 'NULL_STALE');

-- Verdicts by day.
create or replace view public.ledger_summary as
select
  date_trunc('day', timestamp) as day,
  verdict,
  count(*) as count,
  count(*) filter (where escalation_status is not null) as escalated
from public.ledger_entries
group by date_trunc('day', timestamp), verdict
order by day desc;

-- Links only: no hash is computed here, so this view proves nothing by itself.
create or replace view public.ledger_chain_linkage as
select
  sequence_number,
  entry_hash,
  previous_hash,
  lag(entry_hash) over (order by sequence_number) as expected_previous_hash,
  (sequence_number = 1
    or lag(entry_hash) over (order by sequence_number) = previous_hash) as chain_link_valid,
  timestamp
from public.ledger_entries
order by sequence_number;

-- The body is the ancestor's to the byte: a fingerprint hashes it. A later, stronger one is never put back to it.
do $deploy$
begin
  if pg_catalog.to_regprocedure('public.ledger_block_update_delete()') is null then
    create function public.ledger_block_update_delete() returns trigger language plpgsql as $$
BEGIN
    RAISE EXCEPTION 'ledger_entries is append-only; % is not permitted', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END;
$$;
  end if;
end
$deploy$;

-- Made only where missing, so that ENABLE ALWAYS (V4) survives a second run.
do $deploy$
declare
  guard record;
begin
  for guard in
    select *
    from (values
      ('ledger_block_update', 'update', 'for each row'),
      ('ledger_block_delete', 'delete', 'for each row'),
      ('ledger_block_truncate', 'truncate', 'for each statement')) as g (name, operation, level)
    where not exists (
      select from pg_catalog.pg_trigger t
      where t.tgrelid = 'public.ledger_entries'::pg_catalog.regclass and t.tgname = g.name)
  loop
    execute pg_catalog.format(
      'create trigger %I before %s on public.ledger_entries %s'
        ' execute function public.ledger_block_update_delete()',
      guard.name, guard.operation, guard.level);
  end loop;
end
$deploy$;

-- Roles belong to the whole server: another database may have made it, even at this moment.
do $deploy$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'ski_audit_reader') then
    create role ski_audit_reader nologin;
  end if;
exception
  when duplicate_object or unique_violation then
    null;
  when insufficient_privilege then
    raise exception 'role ski_audit_reader does not exist, and % may not create roles', current_user
      using errcode = 'insufficient_privilege',
        hint = 'Have an administrator run: CREATE ROLE ski_audit_reader NOLOGIN; and run this again.';
end
$deploy$;

grant usage on schema public to ski_audit_reader;
grant select
  on public.ledger_entries, public.coverage_register, public.ledger_summary, public.ledger_chain_linkage
  to ski_audit_reader;

-- =============================================================================
-- 2: telemetry buffer
-- =============================================================================

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

-- =============================================================================
-- 2.1: schema version index
-- =============================================================================

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

-- =============================================================================
-- 3: transcript columns
-- =============================================================================

-- why: An entry can carry its envelope and the signed transcript behind it. The columns are nullable and have no
--      default, so no old row changes. track may name any evaluator from now on. Both checks are added NOT VALID,
--      which binds new rows at once; V3_3 validates them, and no lock is held while the table is read.
-- locks: ACCESS EXCLUSIVE on public.ledger_entries, without reading it
-- reversible: refuses-if-data

alter table public.ledger_entries
  add column if not exists envelope_json jsonb,
  add column if not exists envelope_hash char(71),
  add column if not exists transcript_json jsonb,
  add column if not exists transcript_signature text,
  add column if not exists signing_key_id char(71),
  add column if not exists verifier_status text;

-- A check that is already as meant keeps its validation.
do $deploy$
begin
  if not exists (
    select from pg_catalog.pg_constraint
    where conrelid = 'public.ledger_entries'::pg_catalog.regclass and conname = 'ledger_entries_track_check'
      and pg_catalog.pg_get_expr(conbin, conrelid) = '((track IS NULL) OR (length(track) > 0))')
  then
    alter table public.ledger_entries
      drop constraint if exists ledger_entries_track_check,
      add constraint ledger_entries_track_check
        check (track is null or pg_catalog.length(track) > 0) not valid;
  end if;
  if not exists (
    select from pg_catalog.pg_constraint
    where conrelid = 'public.ledger_entries'::pg_catalog.regclass
      and conname = 'ledger_entries_verifier_status_check')
  then
    alter table public.ledger_entries
      add constraint ledger_entries_verifier_status_check
        check (verifier_status is null or verifier_status in
          ('AGREED', 'LLM_CONTRADICTION', 'NEURO_SYMBOLIC_DIVERGENCE', 'UNVERIFIABLE')) not valid;
  end if;
end
$deploy$;

-- =============================================================================
-- 3.1: verifier status index
-- =============================================================================

-- why: Alerts look for entries by what the verifier said; most entries have no status, so the index is partial.
--      A build that lets writers write cannot run in a transaction, so the script of the same name in prepare/ makes
--      the index, and this migration raises unless it is valid. An empty ledger has nothing to read: there it is
--      built here.
-- locks: SHARE on public.ledger_entries, only when the ledger is empty and the index missing; none otherwise
-- reversible: lossless

do $deploy$
begin
  if pg_catalog.to_regclass('public.idx_ledger_verifier_status') is null
    and not exists (select from public.ledger_entries)
  then
    create index idx_ledger_verifier_status on public.ledger_entries (verifier_status, timestamp)
      where verifier_status is not null;
  end if;
  if not exists (
    select from pg_catalog.pg_index i
    where i.indexrelid = pg_catalog.to_regclass('public.idx_ledger_verifier_status')
      and i.indisvalid and i.indisready
      and pg_catalog.pg_get_indexdef(i.indexrelid) =
        'CREATE INDEX idx_ledger_verifier_status ON public.ledger_entries '
        'USING btree (verifier_status, "timestamp") WHERE (verifier_status IS NOT NULL)')
  then
    raise exception 'index idx_ledger_verifier_status is missing, not valid or another one'
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Run prepare/V3_1__verifier_status_index.sql outside a transaction, then this again.';
  end if;
end
$deploy$;

-- =============================================================================
-- 3.2: signing key index
-- =============================================================================

-- why: Who audits a key looks for what it signed; unsigned entries are left out of the index.
--      A build that lets writers write cannot run in a transaction, so the script of the same name in prepare/ makes
--      the index, and this migration raises unless it is valid. An empty ledger has nothing to read: there it is
--      built here.
-- locks: SHARE on public.ledger_entries, only when the ledger is empty and the index missing; none otherwise
-- reversible: lossless

do $deploy$
begin
  if pg_catalog.to_regclass('public.idx_ledger_signing_key_id') is null
    and not exists (select from public.ledger_entries)
  then
    create index idx_ledger_signing_key_id on public.ledger_entries (signing_key_id)
      where signing_key_id is not null;
  end if;
  if not exists (
    select from pg_catalog.pg_index i
    where i.indexrelid = pg_catalog.to_regclass('public.idx_ledger_signing_key_id')
      and i.indisvalid and i.indisready
      and pg_catalog.pg_get_indexdef(i.indexrelid) =
        'CREATE INDEX idx_ledger_signing_key_id ON public.ledger_entries '
        'USING btree (signing_key_id) WHERE (signing_key_id IS NOT NULL)')
  then
    raise exception 'index idx_ledger_signing_key_id is missing, not valid or another one'
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Run prepare/V3_2__signing_key_index.sql outside a transaction, then this again.';
  end if;
end
$deploy$;

-- =============================================================================
-- 3.3: transcript checks
-- =============================================================================

-- why: Proves that every old row passes the two checks of V3. A migration of its own, so that the lock of V3 is gone
--      before the table is read.
-- locks: SHARE UPDATE EXCLUSIVE on public.ledger_entries while it is read: writers do not notice
-- reversible: lossless

alter table public.ledger_entries validate constraint ledger_entries_track_check;
alter table public.ledger_entries validate constraint ledger_entries_verifier_status_check;

-- =============================================================================
-- 4: guards
-- =============================================================================

-- why: What the ancestor's guards leave open. Every guard fires under session_replication_role=replica too; a partition
--      keeps guards of its own when it is detached, and refuses TRUNCATE; an entry that does not continue the chain
--      is refused in the transaction that inserts it; the chain can be verified inside the database; functions trust
--      no search_path and no PUBLIC; partitions are dropped only by what the journal knows, and leave a record.
-- locks: SHARE ROW EXCLUSIVE on public.ledger_entries, public.telemetry_buffer and its partitions, without reading them
-- reversible: lossless

-- Names the table it guards, which the ancestor's does not; trusts no search_path.
create or replace function public.ledger_block_update_delete()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $body$
begin
  raise exception '% is append-only; % is not permitted', tg_table_name, tg_op
    using errcode = 'insufficient_privilege';
end
$body$;

revoke all on function public.ledger_block_update_delete() from public;

alter table public.ledger_entries enable always trigger ledger_block_update;
alter table public.ledger_entries enable always trigger ledger_block_delete;
alter table public.ledger_entries enable always trigger ledger_block_truncate;
alter table public.telemetry_buffer enable always trigger buffer_block_update;
alter table public.telemetry_buffer enable always trigger buffer_block_delete;
alter table public.telemetry_buffer enable always trigger buffer_block_truncate;

-- DETACH drops the guards that a partition has from its parent, and TRUNCATE of a partition never asks the parent.
do $deploy$
declare
  part pg_catalog.regclass;
begin
  for part in
    select t.relid
    from pg_catalog.pg_partition_tree('public.telemetry_buffer') t
    join pg_catalog.pg_class c on c.oid = t.relid
    where t.level > 0 and c.relkind in ('r', 'p')
  loop
    execute pg_catalog.format(
      'create or replace trigger partition_block_update before update on %1$s'
        ' for each row execute function public.ledger_block_update_delete();'
      'create or replace trigger partition_block_delete before delete on %1$s'
        ' for each row execute function public.ledger_block_update_delete();'
      'create or replace trigger partition_block_truncate before truncate on %1$s'
        ' for each statement execute function public.ledger_block_update_delete();'
      'alter table %1$s enable always trigger partition_block_update;'
      'alter table %1$s enable always trigger partition_block_delete;'
      'alter table %1$s enable always trigger partition_block_truncate', part);
  end loop;
end
$deploy$;

-- The chain guard: what one statement inserts must be the next entries, each linked to the one before, each with the
-- hash of its own content. It judges the rows as they were stored, after any BEFORE trigger. Time is not its
-- business: a clock that steps back must not lose an entry.
--
-- Inserters take turns (the advisory lock is its own, and is taken after the rows are in, so it cannot wait for a
-- row that waits for it), and duplicates are counted: a fork is refused even when the UNIQUE constraint is gone.
-- Every look into the table is an index lookup under any plan: max() and equality, never an open range.
create or replace function public.ledger_guard_chain()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
set row_security = off
as $body$
declare
  batch record;
  refused record;
  before_count bigint;
  before_hash text;
begin
  select count(*) as entries, min(i.sequence_number) as first, max(i.sequence_number) as last
  into batch
  from inserted i;
  if batch.entries = 0 then
    return null;
  end if;
  perform pg_advisory_xact_lock(7810759523990372353);

  if (select max(e.sequence_number) from only public.ledger_entries e) <> batch.last
    or (select count(*) from only public.ledger_entries e
        where e.sequence_number between batch.first and batch.last) <> batch.entries
    or batch.entries > batch.last - batch.first + 1
  then
    raise exception 'ledger_entries refuses entry %: it is not the next one (a fork)', batch.first
      using errcode = 'unique_violation', table = 'ledger_entries', constraint = 'ledger_chain_guard',
        hint = 'Another writer was first: read the head again and append after it.';
  end if;

  select count(*), min(e.entry_hash::text)
  into before_count, before_hash
  from only public.ledger_entries e
  where e.sequence_number = batch.first - 1;
  if batch.entries < batch.last - batch.first + 1
    or before_count <> (case when batch.first = 1 then 0 else 1 end)
  then
    raise exception 'ledger_entries refuses entry %: an entry before it is missing (a gap)', batch.last
      using errcode = 'integrity_constraint_violation', table = 'ledger_entries', constraint = 'ledger_chain_guard',
        hint = 'Entries are appended one after the other: read the head again and append after it.';
  end if;

  select l.*
  into refused
  from (
    select
      h.*,
      lag(h.stored_hash, 1, case when batch.first = 1 then repeat('0', 64) else before_hash end)
        over (order by h.sequence_number) as expected_link
    from (
      select
        i.sequence_number,
        i.previous_hash::text as link,
        i.entry_hash::text as stored_hash,
        case when extract(year from t.utc) between 1 and 9999 then
          encode(sha256(convert_to(
            '{"kg_version":' || coalesce(to_json(i.knowledge_graph_version)::text, 'null')
            || ',"previous_hash":' || to_json(i.previous_hash::text)::text
            || ',"reasoning":' || coalesce(to_json(i.reasoning)::text, 'null')
            || ',"rule_id":' || coalesce(to_json(i.rule_id)::text, 'null')
            || ',"sequence_number":' || i.sequence_number::text
            || ',"ski_model_version":' || to_json(i.ski_model_version)::text
            || ',"telemetry_hash":' || to_json(i.telemetry_hash::text)::text
            || ',"telemetry_id":' || to_json(i.telemetry_id)::text
            || ',"timestamp":"' || to_char(t.utc, 'YYYY-MM-DD"T"HH24:MI:SS')
            || case when date_trunc('second', t.utc) = t.utc then '' else to_char(t.utc, '.US') end
            || '+00:00","track":' || coalesce(to_json(i.track)::text, 'null')
            || ',"verdict":' || to_json(i.verdict)::text || '}', 'UTF8')), 'hex')
        end as computed_hash
      from inserted i
      cross join lateral (select i.timestamp at time zone make_interval() as utc) t
    ) h
  ) l
  where l.link is distinct from l.expected_link or l.stored_hash is distinct from l.computed_hash
  order by l.sequence_number
  limit 1;
  if not found then
    return null;
  elsif refused.link is distinct from refused.expected_link then
    raise exception 'ledger_entries refuses entry %: previous_hash does not link to the entry before it',
        refused.sequence_number
      using errcode = 'integrity_constraint_violation', table = 'ledger_entries', constraint = 'ledger_chain_guard',
        detail = format('previous_hash is %s, the entry before it has %s.', refused.link, refused.expected_link),
        hint = 'Read the head again and append after it.';
  else
    raise exception 'ledger_entries refuses entry %: entry_hash is not the hash of its content',
        refused.sequence_number
      using errcode = 'integrity_constraint_violation', table = 'ledger_entries', constraint = 'ledger_chain_guard',
        detail = format('entry_hash is %s, computed %s.', refused.stored_hash,
          coalesce(refused.computed_hash, 'nothing: a member is null or the year is not in 1 to 9999')),
        hint = 'Either the writer hashes another form, or a trigger changed the row after it was hashed.';
  end if;
end
$body$;

revoke all on function public.ledger_guard_chain() from public;

create or replace trigger ledger_chain_guard
  after insert on public.ledger_entries
  referencing new table as inserted
  for each statement execute function public.ledger_guard_chain();
alter table public.ledger_entries enable always trigger ledger_chain_guard;

-- The second verifier: one row for each defect in a range of the chain, null for an open end. `hash` and `link` are
-- of the entry named; `missing` is a run of entries that are not there; `duplicate` a second entry of one number.
-- It reads the heap: an index could lie.
create or replace function public.ledger_verify(first bigint, last bigint)
returns table (sequence_number bigint, defect text, found text, expected text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set row_security = off
set enable_seqscan = on
set enable_indexscan = off
set enable_indexonlyscan = off
set enable_bitmapscan = off
as $body$
#variable_conflict use_column
begin
  return query
  with hashed as (
    select
      e.sequence_number as n,
      e.previous_hash::text as link,
      e.entry_hash::text as stored,
      case when extract(year from t.utc) between 1 and 9999 then
        encode(sha256(convert_to(
          '{"kg_version":' || coalesce(to_json(e.knowledge_graph_version)::text, 'null')
          || ',"previous_hash":' || to_json(e.previous_hash::text)::text
          || ',"reasoning":' || coalesce(to_json(e.reasoning)::text, 'null')
          || ',"rule_id":' || coalesce(to_json(e.rule_id)::text, 'null')
          || ',"sequence_number":' || e.sequence_number::text
          || ',"ski_model_version":' || to_json(e.ski_model_version)::text
          || ',"telemetry_hash":' || to_json(e.telemetry_hash::text)::text
          || ',"telemetry_id":' || to_json(e.telemetry_id)::text
          || ',"timestamp":"' || to_char(t.utc, 'YYYY-MM-DD"T"HH24:MI:SS')
          || case when date_trunc('second', t.utc) = t.utc then '' else to_char(t.utc, '.US') end
          || '+00:00","track":' || coalesce(to_json(e.track)::text, 'null')
          || ',"verdict":' || to_json(e.verdict)::text || '}', 'UTF8')), 'hex')
      end as computed
    from only public.ledger_entries e
    cross join lateral (select e.timestamp at time zone make_interval() as utc) t
    where (ledger_verify.first is null or e.sequence_number >= ledger_verify.first - 1)
      and (ledger_verify.last is null or e.sequence_number <= ledger_verify.last)
  ), linked as (
    select
      h.*,
      greatest(lag(h.n) over w, case when ledger_verify.first > 1 then ledger_verify.first - 2 else 0 end) as before,
      lag(h.stored) over w as before_stored,
      coalesce(h.n >= ledger_verify.first, true) as asked
    from hashed h
    window w as (order by h.n, h.stored)
  )
  select d.*
  from (
    select l.n, 'hash', l.stored, l.computed
    from linked l
    where l.asked and l.stored is distinct from l.computed
    union all
    select l.n, 'link', l.link, case when l.n = 1 then repeat('0', 64) else l.before_stored end
    from linked l
    where l.asked
      and (l.n = 1 or l.before = l.n - 1)
      and l.link is distinct from case when l.n = 1 then repeat('0', 64) else l.before_stored end
    union all
    select l.n, 'duplicate', l.stored, null
    from linked l
    where l.asked and l.n >= 1 and l.n = l.before and l.before_stored is not null
    union all
    select l.before + 1, 'missing', null, format('%s to %s', l.before + 1, l.n - 1)
    from linked l
    where l.asked and l.n > l.before + 1
    union all
    select l.n, 'number', l.n::text, 'from 1 on'
    from linked l
    where l.n < 1
    union all
    select e.top + 1, 'missing', null, format('%s to %s', e.top + 1, ledger_verify.last)
    from (select coalesce(max(h.n), greatest(ledger_verify.first, 1) - 1) as top from hashed h) e
    where e.top < ledger_verify.last
  ) as d (n, defect, found, expected)
  order by d.n, d.defect;
end
$body$;

revoke all on function public.ledger_verify(bigint, bigint) from public;

-- What a partition held: rows, first and last time, and the RFC 6962 root over its rows in row form
-- `audit-ledger/buffer/1`, by tenant, time and id. A stack of subtree roots, one for each bit of the count, so that
-- memory does not grow with the partition. (No backslash anywhere: a session could have changed what it means.)
create or replace function public.buffer_partition_evidence(
  part regclass,
  out row_count bigint,
  out first_ts timestamptz,
  out last_ts timestamptz,
  out digest text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set row_security = off
as $body$
declare
  leaf constant bytea := decode('00', 'hex');
  inner_node constant bytea := decode('01', 'hex');
  stack bytea[] := array[]::bytea[];
  top integer := 0;
  bits bigint;
  node bytea;
  item record;
begin
  row_count := 0;
  for item in execute format($query$
    select
      b.telemetry_ts as ts,
      '{"_form":"audit-ledger/buffer/1","id":' || b.id::text
      || ',"measurement":' || b.measurement::text
      || ',"measurement_hash":' || to_json(b.measurement_hash::text)::text
      || ',"received_ts":"' || to_char(b.received_ts at time zone make_interval(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      || '","schema_version":' || to_json(b.schema_version)::text
      || ',"subject":' || to_json(b.subject)::text
      || ',"telemetry_id":' || to_json(b.telemetry_id)::text
      || ',"telemetry_ts":"' || to_char(b.telemetry_ts at time zone make_interval(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      || '","tenant_id":' || to_json(b.tenant_id)::text || '}' as form
    from %s b
    order by b.tenant_id collate "C", b.telemetry_ts, b.id
    $query$, part)
  loop
    node := sha256(leaf || convert_to(item.form, 'UTF8'));
    bits := row_count;
    while bits & 1 = 1 loop
      node := sha256(inner_node || stack[top] || node);
      top := top - 1;
      bits := bits >> 1;
    end loop;
    top := top + 1;
    stack[top] := node;
    row_count := row_count + 1;
    first_ts := least(first_ts, item.ts);
    last_ts := greatest(last_ts, item.ts);
  end loop;
  node := case when top = 0 then sha256(decode('', 'hex')) else stack[top] end;
  for below in reverse top - 1..1 loop
    node := sha256(inner_node || stack[below] || node);
  end loop;
  digest := encode(node, 'hex');
end
$body$;

revoke all on function public.buffer_partition_evidence(regclass) from public;

-- Drops what lies wholly before the cutoff, is past every tenant's retention and under no hold, and leaves a record.
-- The control set's tables say what the journal knows; where the database differs from them, nothing is dropped.
create or replace function public.drop_buffer_partitions_older_than(cutoff timestamptz)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set lock_timeout = '100ms'
as $body$
declare
  part record;
  inhabitants text[];
  stranger text;
  dropped integer := 0;
begin
  if cutoff is null or cutoff > now() then
    raise exception 'the cutoff % is not in the past', coalesce(cutoff::text, 'NULL')
      using errcode = 'invalid_parameter_value';
  end if;
  if to_regclass('audit_ledger.partition_drops') is null then
    raise exception 'no partition is dropped: schema audit_ledger, which holds the records of drops, is not there'
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Apply the control set first: audit-ledger migrate upgrade.';
  end if;
  for part in
    select b.relation, b.name, b.lower_bound, b.upper_bound
    from (
      select
        c.oid::regclass as relation,
        c.relname as name,
        case
          when x.bound like 'FOR VALUES FROM (MINVALUE) TO %' then '-infinity'
          else substring(x.bound from 'FROM [(]''([^'']*)''[)] TO')
        end::timestamptz as lower_bound,
        substring(x.bound from 'TO [(]''([^'']*)''[)]$')::timestamptz as upper_bound
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      cross join lateral (select pg_get_expr(c.relpartbound, c.oid) as bound) x
      where i.inhparent = 'public.telemetry_buffer'::regclass and not i.inhdetachpending
    ) b
    where b.upper_bound <= cutoff
    order by b.upper_bound
  loop
    execute format('lock table only %s in share mode', part.relation);
    execute format('select coalesce(array_agg(distinct p.tenant_id), array[]::text[]) from %s p', part.relation)
      into inhabitants;

    select t.tenant_id
    into stranger
    from public.tenants t
    where t.tenant_id = any (inhabitants)
      and t.buffer_retention_days is distinct from (
        select r.days from audit_ledger.retention r
        where r.tenant_id = t.tenant_id order by r.position desc limit 1)
    order by t.tenant_id collate "C"
    limit 1;
    if found then
      raise exception 'no partition is dropped: the retention of tenant % is not the one in the journal', stranger
        using errcode = 'object_not_in_prerequisite_state',
          hint = 'Journal it first: audit-ledger tenant set-retention.';
    end if;

    continue when exists (
      select from public.tenants t
      where t.tenant_id = any (inhabitants)
        and part.upper_bound + make_interval(hours => 24 * t.buffer_retention_days) > now());
    continue when exists (
      select from audit_ledger.holds h
      where h.first_ts < part.upper_bound and h.last_ts >= part.lower_bound
        and (h.tenant_id is null or h.tenant_id = any (inhabitants))
        and not exists (select from audit_ledger.hold_releases r where r.hold = h.position));

    if not exists (
      select
      from (
        select p.lower_bound, p.upper_bound from audit_ledger.partitions p
        where p.name = part.name order by p.position desc limit 1
      ) p
      where p.lower_bound = part.lower_bound and p.upper_bound = part.upper_bound)
    then
      raise exception 'no partition is dropped: % is not a partition that the journal knows', part.relation
        using errcode = 'object_not_in_prerequisite_state',
          detail = format('Its bounds are %s to %s.', part.lower_bound, part.upper_bound),
          hint = 'Find out who attached it. audit-ledger verify names every partition without a receipt.';
    end if;

    insert into audit_ledger.partition_drops
      (name, lower_bound, upper_bound, row_count, first_ts, last_ts, digest, cutoff, dropped_by)
    select part.name, part.lower_bound, part.upper_bound, e.row_count, e.first_ts, e.last_ts, e.digest,
      cutoff, session_user
    from public.buffer_partition_evidence(part.relation) e;
    execute format('drop table %s', part.relation);
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$body$;

revoke all on function public.drop_buffer_partitions_older_than(timestamptz) from public;

-- Roles belong to the whole server: another database may have made it, even at this moment.
do $deploy$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'ledger_writer') then
    create role ledger_writer nologin;
  end if;
exception
  when duplicate_object or unique_violation then
    null;
  when insufficient_privilege then
    raise exception 'role ledger_writer does not exist, and % may not create roles', current_user
      using errcode = 'insufficient_privilege',
        hint = 'Have an administrator run: CREATE ROLE ledger_writer NOLOGIN; and run this again.';
end
$deploy$;

-- The writer reads too: the chain guard runs as whoever inserts. The auditor may ask the verifier.
grant usage on schema public to ledger_writer, ski_buffer_admin;
grant select, insert on public.ledger_entries, public.telemetry_buffer to ledger_writer;
grant select on public.tenants to ledger_writer;
grant usage on sequence public.ledger_entries_id_seq, public.telemetry_buffer_id_seq to ledger_writer;
grant execute on function public.drop_buffer_partitions_older_than(timestamptz) to ski_buffer_admin;
grant execute on function public.ledger_verify(bigint, bigint) to ski_audit_reader;
