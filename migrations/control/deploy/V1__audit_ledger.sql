-- why: The ledger's own history needs a place that a migration of the ledger cannot touch: the journal, the seal, what
--      the retention function may rely on, and the history tables of both migration sets. A statement is stored as it
--      was signed and nothing is taken out of it; the tables of partitions, retention and holds repeat what some
--      statements say, for the one SQL function that cannot check a signature, and each row names its statement.
-- locks: ACCESS EXCLUSIVE on audit_ledger.control_history; nothing of the ledger
-- reversible: refuses-if-data

create schema if not exists audit_ledger;

-- The journal: the signed note, whole. Its position is taken out of it, and cannot say something else. (A pattern, as
-- the last two members of a statement are always these: PostgreSQL's own JSON functions refuse an escaped NUL.)
create table if not exists audit_ledger.journal (
  position bigint primary key check (position > 0),
  note text not null check (
    note ~ ('^[{]"_form":"audit-ledger/journal/1",[^' || chr(10) || ']*,"position":' || position
      || ',"previous":"[0-9a-f]{64}"[}]' || chr(10)))
);

-- Checkpoints of both logs. One size may be signed twice (by another key), never stored twice.
create table if not exists audit_ledger.checkpoints (
  origin text not null,
  size bigint not null check (size >= 0),
  note text not null check (starts_with(note, origin || chr(10) || size || chr(10))),
  primary key (origin, size, note)
);

-- Full tiles only: 256 hashes. They do not compress.
create table if not exists audit_ledger.tiles (
  origin text not null,
  level smallint not null check (level between 0 and 7),
  index bigint not null check (index >= 0),
  hashes bytea not null check (octet_length(hashes) = 8192),
  primary key (origin, level, index)
);
alter table audit_ledger.tiles alter column hashes set storage external;

-- Fingerprint and posture documents, each under its own digest, so that a difference can be named.
create table if not exists audit_ledger.documents (
  digest text primary key check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  content text not null
);

-- Buffer partitions that a statement knows of: made by us, or found at adoption (several at one position).
create table if not exists audit_ledger.partitions (
  position bigint not null references audit_ledger.journal,
  name text not null,
  lower_bound timestamptz not null,
  upper_bound timestamptz not null,
  check (lower_bound < upper_bound),
  primary key (name, position)
);

-- The retention of a tenant as of a statement; the last one counts.
create table if not exists audit_ledger.retention (
  position bigint not null references audit_ledger.journal,
  tenant_id text not null,
  days integer not null check (days > 0),
  primary key (tenant_id, position)
);

-- Holds on a time range (both ends included, infinity allowed), of one tenant or, with null, of all.
create table if not exists audit_ledger.holds (
  position bigint primary key references audit_ledger.journal,
  tenant_id text,
  first_ts timestamptz not null,
  last_ts timestamptz not null,
  check (first_ts <= last_ts)
);

create table if not exists audit_ledger.hold_releases (
  position bigint primary key references audit_ledger.journal,
  hold bigint not null unique references audit_ledger.holds,
  check (position > hold)
);

-- Written by drop_buffer_partitions_older_than in the transaction that drops; the next run journals it.
create table if not exists audit_ledger.partition_drops (
  drop_number bigint generated always as identity primary key,
  name text not null,
  lower_bound timestamptz not null,
  upper_bound timestamptz not null,
  row_count bigint not null check (row_count >= 0),
  first_ts timestamptz,
  last_ts timestamptz,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  cutoff timestamptz not null,
  dropped_by text not null,
  dropped_at timestamptz not null default clock_timestamp(),
  check ((row_count = 0) = (first_ts is null) and (row_count = 0) = (last_ts is null))
);

-- Flyway makes control_history before this runs, and would refuse to make ledger_history in a schema that is not
-- empty. Its own definitions, so that it finds what it expects.
create table if not exists audit_ledger.control_history (
  installed_rank int not null,
  version varchar(50),
  description varchar(200) not null,
  type varchar(20) not null,
  script varchar(1000) not null,
  checksum int,
  installed_by varchar(100) not null,
  installed_on timestamp not null default now(),
  execution_time int not null,
  success boolean not null,
  constraint control_history_pk primary key (installed_rank)
);
create index if not exists control_history_s_idx on audit_ledger.control_history (success);

create table if not exists audit_ledger.ledger_history (
  installed_rank int not null,
  version varchar(50),
  description varchar(200) not null,
  type varchar(20) not null,
  script varchar(1000) not null,
  checksum int,
  installed_by varchar(100) not null,
  installed_on timestamp not null default now(),
  execution_time int not null,
  success boolean not null,
  constraint ledger_history_pk primary key (installed_rank)
);
create index if not exists ledger_history_s_idx on audit_ledger.ledger_history (success);

create or replace function audit_ledger.refuse_change()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $body$
begin
  raise exception '% is append-only; % is not permitted', tg_table_name, tg_op
    using errcode = 'insufficient_privilege';
end
$body$;

revoke all on function audit_ledger.refuse_change() from public;

-- Row guards, because replication skips statement triggers; and TRUNCATE fires no row guard.
do $deploy$
declare
  guarded name;
begin
  foreach guarded in array array['journal', 'checkpoints', 'tiles', 'documents', 'partitions', 'retention', 'holds',
    'hold_releases', 'partition_drops', 'control_history', 'ledger_history']
  loop
    execute pg_catalog.format(
      'create or replace trigger refuse_change before update or delete on audit_ledger.%1$I'
        ' for each row execute function audit_ledger.refuse_change();'
      'create or replace trigger refuse_truncate before truncate on audit_ledger.%1$I'
        ' for each statement execute function audit_ledger.refuse_change();'
      'alter table audit_ledger.%1$I enable always trigger refuse_change;'
      'alter table audit_ledger.%1$I enable always trigger refuse_truncate', guarded);
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

grant usage on schema audit_ledger to ski_audit_reader;
grant select on all tables in schema audit_ledger to ski_audit_reader;
