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
