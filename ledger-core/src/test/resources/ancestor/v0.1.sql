-- The schema of the ancestor's release 0.1: what an operator of that time has today.
create table ledger_entries (
  id bigserial primary key,
  sequence_number bigint unique not null,
  previous_hash char(64) not null,
  entry_hash char(64) not null unique,
  timestamp timestamptz not null default now(),
  verdict text not null check (verdict in ('CLEAR', 'FLAG', 'NULL_UNMAPPED', 'NULL_STALE', 'DISCRETIONARY')),
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
create index idx_ledger_sequence on ledger_entries (sequence_number);
create index idx_ledger_verdict_timestamp on ledger_entries (verdict, timestamp);
create index idx_ledger_telemetry_id on ledger_entries (telemetry_id);
create index idx_ledger_rule_id on ledger_entries (rule_id);
create index idx_ledger_kg_version on ledger_entries (knowledge_graph_version);

create view coverage_register as
select sequence_number, timestamp, verdict, telemetry_id, rule_id, knowledge_graph_version, reasoning
from ledger_entries where verdict in ('NULL_UNMAPPED', 'NULL_STALE');

create view ledger_summary as
select date_trunc('day', timestamp) as day, verdict, count(*) as count,
  count(*) filter (where escalation_status is not null) as escalated
from ledger_entries group by date_trunc('day', timestamp), verdict order by day desc;

create view ledger_chain_linkage as
select sequence_number, entry_hash, previous_hash,
  lag(entry_hash) over (order by sequence_number) as expected_previous_hash,
  (sequence_number = 1 or lag(entry_hash) over (order by sequence_number) = previous_hash) as chain_link_valid,
  timestamp
from ledger_entries order by sequence_number;

create function ledger_block_update_delete() returns trigger as $$
BEGIN
    RAISE EXCEPTION 'ledger_entries is append-only; % is not permitted', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END;
$$ language plpgsql;

create trigger ledger_block_update before update on ledger_entries
  for each row execute function ledger_block_update_delete();
create trigger ledger_block_delete before delete on ledger_entries
  for each row execute function ledger_block_update_delete();
create trigger ledger_block_truncate before truncate on ledger_entries
  execute function ledger_block_update_delete();

do $$
begin
  if not exists (select from pg_roles where rolname = 'ski_audit_reader') then
    create role ski_audit_reader nologin;
  end if;
end $$;
grant usage on schema public to ski_audit_reader;
grant select on ledger_entries, coverage_register, ledger_summary, ledger_chain_linkage to ski_audit_reader;
