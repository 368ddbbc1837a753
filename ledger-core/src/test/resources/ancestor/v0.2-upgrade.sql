-- The ancestor's upgrade of a v0.1 ledger to release 0.2. Its UPDATE succeeds on an empty ledger only: on any other
-- the ancestor's own guard refuses it.
create table tenants (
  tenant_id text primary key,
  display_name text not null,
  buffer_retention_days int not null check (buffer_retention_days > 0),
  max_clock_skew_seconds int not null default 60 check (max_clock_skew_seconds >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table telemetry_buffer (
  id bigserial,
  tenant_id text not null references tenants (tenant_id),
  subject text not null,
  telemetry_id text not null,
  telemetry_ts timestamptz not null,
  received_ts timestamptz not null default now(),
  measurement jsonb not null,
  measurement_hash char(64) not null,
  schema_version text not null default '0.2.0',
  primary key (tenant_id, telemetry_ts, id)
) partition by range (telemetry_ts);
create index idx_buffer_subject_ts on telemetry_buffer (tenant_id, subject, telemetry_ts);
create index idx_buffer_measurement_hash on telemetry_buffer (tenant_id, measurement_hash);
create trigger buffer_block_update before update on telemetry_buffer
  for each row execute function ledger_block_update_delete();
create trigger buffer_block_delete before delete on telemetry_buffer
  for each row execute function ledger_block_update_delete();
create trigger buffer_block_truncate before truncate on telemetry_buffer
  execute function ledger_block_update_delete();
create view buffer_summary as
select tenant_id, count(*) as row_count, min(telemetry_ts) as oldest_record, max(telemetry_ts) as newest_record,
  count(distinct subject) as distinct_subjects
from telemetry_buffer group by tenant_id;
do $$
begin
  if not exists (select from pg_roles where rolname = 'ski_buffer_admin') then
    create role ski_buffer_admin nologin;
  end if;
end $$;
grant select on tenants, telemetry_buffer, buffer_summary to ski_audit_reader;
alter table ledger_entries add column schema_version text;
update ledger_entries set schema_version = '0.1.0' where schema_version is null;
alter table ledger_entries
  alter column schema_version set not null,
  alter column schema_version set default '0.2.0';
create index idx_ledger_schema_version on ledger_entries (schema_version);
insert into tenants (tenant_id, display_name, buffer_retention_days) values ('default', 'The only one', 30);
create table telemetry_buffer_2026_11 partition of telemetry_buffer
  for values from ('2026-11-01') to ('2027-01-01');
