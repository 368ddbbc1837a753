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
