-- What can be done to a ledger by who may do more than he should, and what comes of it. Each attack is run as the
-- superuser, unless it takes another role. It is
--   refused: with this SQLSTATE, and leaves nothing; or
--   found: as verify has it (area, code, and entry where it is one alone), with an anchor and the ledger's key.
-- "unguarded" switches the guards of rows off before and puts them back, so that they tell nothing.

-- attack: UPDATE
update public.ledger_entries set reasoning = 'forged' where sequence_number = 5;
-- refused: 42501

-- attack: UPDATE by who may insert
set role ledger_writer;
update public.ledger_entries set reasoning = 'forged' where sequence_number = 5;
-- refused: 42501

-- attack: DELETE
delete from public.ledger_entries where sequence_number = 5;
-- refused: 42501

-- attack: MERGE
merge into public.ledger_entries e using (values (5::bigint)) v (n) on e.sequence_number = v.n
  when matched then update set reasoning = 'forged';
-- refused: 42501

-- attack: ON CONFLICT DO UPDATE
insert into public.ledger_entries select * from public.ledger_entries where sequence_number = 5
  on conflict (sequence_number) do update set reasoning = 'forged';
-- refused: 42501

-- attack: a cascade
alter table public.telemetry_buffer drop constraint telemetry_buffer_tenant_id_fkey;
alter table public.telemetry_buffer add constraint telemetry_buffer_tenant_id_fkey
  foreign key (tenant_id) references public.tenants on delete cascade;
insert into public.telemetry_buffer (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)
  values ('default', 's', 't', now(), '{}', repeat('0', 64));
delete from public.tenants;
-- refused: 42501

-- attack: a cascade in waiting
alter table public.telemetry_buffer drop constraint telemetry_buffer_tenant_id_fkey;
alter table public.telemetry_buffer add constraint telemetry_buffer_tenant_id_fkey
  foreign key (tenant_id) references public.tenants on delete cascade;
-- finds: posture STRUCTURE_CHANGED

-- attack: TRUNCATE of the table
truncate public.ledger_entries;
-- refused: 42501

-- attack: TRUNCATE of a partition
select pg_temp.to_a_partition('truncate %s');
-- refused: 42501

-- attack: session_replication_role=replica
set session_replication_role = replica;
update public.ledger_entries set reasoning = 'forged' where sequence_number = 5;
-- refused: 42501

-- attack: a forged entry under session_replication_role=replica
set session_replication_role = replica;
insert into public.ledger_entries (sequence_number, previous_hash, entry_hash, verdict, telemetry_id, telemetry_hash,
  ski_model_version)
  select sequence_number + 1, entry_hash, repeat('f', 64), 'CLEAR', 't', repeat('0', 64), '1'
  from public.ledger_entries order by sequence_number desc limit 1;
-- refused: 23000

-- attack: a fork of the chain
alter table public.ledger_entries drop constraint ledger_entries_sequence_number_key;
alter table public.ledger_entries drop constraint ledger_entries_entry_hash_key;
insert into public.ledger_entries (id, sequence_number, previous_hash, entry_hash, timestamp, verdict, telemetry_id,
  telemetry_hash, ski_model_version)
  select id + 100000, sequence_number, previous_hash, entry_hash, timestamp, verdict, telemetry_id, telemetry_hash,
    ski_model_version
  from public.ledger_entries where sequence_number = 5;
-- refused: 23505

-- attack: a search_path attack on a SECURITY DEFINER function
create schema evil;
grant usage on schema evil to ski_buffer_admin;
create function evil.now() returns timestamptz language sql as $$select '2999-01-01'::timestamptz$$;
set role ski_buffer_admin;
set search_path = evil, pg_catalog;
select public.drop_buffer_partitions_older_than('2998-01-01');
-- refused: 22023

-- attack: the search_path of a SECURITY DEFINER function taken off
alter function public.drop_buffer_partitions_older_than(timestamptz) reset search_path;
-- finds: posture STRUCTURE_CHANGED

-- attack: a logical-replication subscription that writes the table
create subscription test_intruder connection 'dbname=nowhere' publication p with (connect = false);
insert into pg_subscription_rel (srsubid, srrelid, srsubstate)
  select oid, 'public.ledger_entries'::regclass, 'r' from pg_subscription where subname = 'test_intruder';
-- undo
alter subscription test_intruder set (slot_name = none);
drop subscription test_intruder;
-- finds: posture POSTURE_WEAKER
-- says: written by subscription none -> test_intruder disabled

-- attack: an overloaded function in public
create function public.to_json(text) returns json language sql as $$select '"forged"'::json$$;
-- finds: posture POSTURE_WEAKER
-- says: function to_json(text): added

-- attack: two column names swapped
alter table public.ledger_entries rename column rule_id to x;
alter table public.ledger_entries rename column reasoning to rule_id;
alter table public.ledger_entries rename column x to reasoning;
-- finds: chain ENTRY_HASH_WRONG
-- finds: content COLUMN_DIFFERS
-- finds: history SEALED_ENTRY_CHANGED 1
-- finds: history SEAL_BROKEN
-- finds: posture STRUCTURE_CHANGED

-- attack: a column dropped and added again with a forged default
alter table public.ledger_entries drop column verifier_status;
alter table public.ledger_entries add column verifier_status text default 'AGREED';
alter table public.ledger_entries alter column verifier_status drop default;
alter table public.ledger_entries add constraint ledger_entries_verifier_status_check
  check (verifier_status is null or verifier_status in
    ('AGREED', 'LLM_CONTRADICTION', 'NEURO_SYMBOLIC_DIVERGENCE', 'UNVERIFIABLE'));
create index idx_ledger_verifier_status on public.ledger_entries (verifier_status, timestamp)
  where verifier_status is not null;
-- finds: content COLUMN_DIFFERS
-- finds: content ENVELOPE_INCOMPLETE
-- finds: history SEALED_ENTRY_CHANGED 1
-- finds: history SEAL_BROKEN

-- attack: DISABLE TRIGGER
alter table public.ledger_entries disable trigger ledger_block_update;
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED
-- says: trigger ledger_block_update on ledger_entries: enabled always -> disabled

-- attack: DROP TRIGGER
drop trigger ledger_chain_guard on public.ledger_entries;
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED
-- says: trigger ledger_chain_guard on ledger_entries: removed

-- attack: ENABLE TRIGGER ALL after a data-only restore
alter table public.ledger_entries enable trigger all;
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED
-- says: trigger ledger_chain_guard on ledger_entries: enabled always -> origin

-- attack: a guard function replaced
create or replace function public.ledger_block_update_delete() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as 'begin return new; end';
-- finds: posture STRUCTURE_CHANGED
-- says: function ledger_block_update_delete(): body

-- attack: a BEFORE INSERT trigger that edits
create function public.edit() returns trigger language plpgsql as $$begin new.verdict := 'CLEAR'; return new; end$$;
create trigger a before insert on public.ledger_entries for each row execute function public.edit();
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED
-- says: trigger a on ledger_entries: added

-- attack: a BEFORE INSERT trigger that swallows
create function public.swallow() returns trigger language plpgsql as $$begin return null; end$$;
create trigger a before insert on public.ledger_entries for each row execute function public.swallow();
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED
-- says: trigger a on ledger_entries: added

-- attack: a changed column default
alter table public.ledger_entries alter column schema_version set default '9';
-- finds: posture STRUCTURE_CHANGED
-- says: column schema_version of ledger_entries: default

-- attack: an entry of another schema version, and its column default put back
-- unguarded
update public.ledger_entries set schema_version = '9' where sequence_number = 320;
-- finds: content SCHEMA_VERSION_WRONG 320

-- attack: RULE DO INSTEAD NOTHING
create rule hush as on insert to public.ledger_entries do instead nothing;
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED
-- says: rule hush on ledger_entries: added

-- attack: DROP of a partition without a receipt
select pg_temp.to_a_partition('drop table %s');
-- finds: posture PARTITION_MISSING

-- attack: DETACH of a partition without a receipt
select pg_temp.to_a_partition('alter table public.telemetry_buffer detach partition %s');
-- finds: posture PARTITION_MISSING

-- attack: ATTACH of a forged partition
create table public.forged (like public.telemetry_buffer including defaults);
create trigger partition_block_update before update on public.forged
  for each row execute function public.ledger_block_update_delete();
create trigger partition_block_delete before delete on public.forged
  for each row execute function public.ledger_block_update_delete();
create trigger partition_block_truncate before truncate on public.forged
  for each statement execute function public.ledger_block_update_delete();
alter table public.forged enable always trigger partition_block_update;
alter table public.forged enable always trigger partition_block_delete;
alter table public.forged enable always trigger partition_block_truncate;
alter table public.telemetry_buffer attach partition public.forged
  for values from ('2020-01-01 00:00:00+00') to ('2020-01-02 00:00:00+00');
-- finds: posture PARTITION_UNRECORDED
-- says: partition forged FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2020-01-02 00:00:00+00') is attached

-- attack: a partition attached again with other bounds
do $$
declare
  part text := pg_temp.a_partition();
begin
  execute format('alter table public.telemetry_buffer detach partition %s', part);
  execute format('alter table public.telemetry_buffer attach partition %s for values from (%L) to (%L)', part,
    '2020-01-01 00:00:00+00', '2020-01-02 00:00:00+00');
end $$;
-- finds: posture PARTITION_UNRECORDED

-- attack: a detached partition with a record of another drop
do $$
declare
  part text := pg_temp.a_partition();
begin
  execute format('alter table public.telemetry_buffer detach partition %s', part);
end $$;
insert into audit_ledger.partition_drops (name, lower_bound, upper_bound, row_count, digest, cutoff, dropped_by)
  select name, lower_bound - interval '1 day', upper_bound, 0, repeat('0', 64), now(), 'me'
  from audit_ledger.partitions;
-- finds: posture PARTITION_MISSING
-- says: there is a table of its name

-- attack: a hold released for the drop function alone
insert into audit_ledger.holds select min(position), null, '-infinity', 'infinity' from audit_ledger.journal;
insert into audit_ledger.hold_releases select max(position), min(position) from audit_ledger.journal;
-- finds: history CACHE_DIFFERS

-- attack: a retention for the drop function alone
insert into audit_ledger.retention select max(position), 'default', 1 from audit_ledger.journal;
-- finds: history CACHE_DIFFERS
-- says: no statement says this: retention of tenant default, 1 days

-- attack: a partition taken from what the drop function knows
alter table audit_ledger.partitions disable trigger refuse_change;
delete from audit_ledger.partitions where name = (select min(name) from audit_ledger.partitions);
alter table audit_ledger.partitions enable always trigger refuse_change;
-- finds: history CACHE_DIFFERS
-- says: this is not there: partition telemetry_buffer_

-- attack: an INHERITS child
create table public.more () inherits (public.ledger_entries);
insert into public.more select * from public.ledger_entries where sequence_number = 5;
-- finds: posture POSTURE_WEAKER
-- says: table ledger_entries: inherited by none -> more

-- attack: DROP of a column
alter table public.ledger_entries drop column escalation_notes;
-- finds: posture STRUCTURE_CHANGED
-- says: column escalation_notes of ledger_entries: removed

-- attack: DROP of a column that is hashed
alter table public.ledger_entries drop column reasoning cascade;
-- finds: history LEDGER_MISSING
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED

-- attack: a column renamed
alter table public.ledger_entries rename column escalation_notes to notes;
-- finds: posture STRUCTURE_CHANGED

-- attack: ALTER TYPE USING
alter table public.ledger_entries alter column escalation_notes type text using 'forged';
-- finds: history SEALED_ENTRY_CHANGED 1
-- finds: history SEAL_BROKEN

-- attack: a volatile DEFAULT
alter table public.ledger_entries add column weight text default random()::text;
-- finds: history SEALED_ENTRY_CHANGED 1
-- finds: history SEAL_BROKEN
-- finds: posture STRUCTURE_CHANGED

-- attack: a look-alike table in its place
alter table public.ledger_entries rename to hidden;
create table public.ledger_entries (like public.hidden including all);
insert into public.ledger_entries select * from public.hidden;
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED

-- attack: a view in its place
alter table public.ledger_entries rename to hidden;
create view public.ledger_entries as select * from public.hidden;
-- finds: history LEDGER_MISSING
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED

-- attack: a foreign table in its place
alter table public.ledger_entries rename to hidden;
create foreign data wrapper elsewhere;
create server elsewhere foreign data wrapper elsewhere;
create foreign table public.ledger_entries (sequence_number bigint) server elsewhere;
-- finds: history LEDGER_MISSING
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED

-- attack: a partitioned table in its place
alter table public.ledger_entries rename to hidden;
create table public.ledger_entries (like public.hidden) partition by range (id);
alter table public.ledger_entries attach partition public.hidden for values from (minvalue) to (maxvalue);
-- finds: history LEDGER_MISSING
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED

-- attack: the table renamed
alter table public.ledger_entries rename to hidden;
-- finds: history LEDGER_MISSING
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED

-- attack: a view replaced
create or replace view public.coverage_register as
  select sequence_number, timestamp, verdict, telemetry_id, rule_id, knowledge_graph_version, reasoning
  from public.ledger_entries where verdict = 'NULL_UNMAPPED';
-- finds: posture STRUCTURE_CHANGED

-- attack: row-level security that hides rows
alter table public.ledger_entries enable row level security;
create policy hush on public.ledger_entries using (sequence_number > 5);
-- finds: posture POSTURE_WEAKER
-- finds: posture STRUCTURE_CHANGED
-- says: table ledger_entries: row security off -> on

-- attack: a constraint dropped
alter table public.ledger_entries drop constraint ledger_entries_verdict_check;
-- finds: posture STRUCTURE_CHANGED

-- attack: a constraint NOT VALID
alter table public.ledger_entries drop constraint ledger_entries_verdict_check;
alter table public.ledger_entries add constraint ledger_entries_verdict_check
  check (verdict in ('CLEAR', 'FLAG', 'NULL_UNMAPPED', 'NULL_STALE', 'DISCRETIONARY')) not valid;
-- finds: posture STRUCTURE_CHANGED

-- attack: an index dropped
drop index public.idx_ledger_rule_id;
-- finds: posture STRUCTURE_CHANGED

-- attack: SET UNLOGGED
alter table public.ledger_entries set unlogged;
-- finds: posture POSTURE_WEAKER
-- says: table ledger_entries: persistence permanent -> unlogged

-- attack: owner changed
create role test_mallory;
alter table public.ledger_entries owner to test_mallory;
-- undo
alter table public.ledger_entries owner to current_user;
drop role test_mallory;
-- finds: posture POSTURE_WEAKER
-- says: table ledger_entries: owner postgres -> test_mallory

-- attack: a grant
grant update, delete on public.ledger_entries to ledger_writer;
-- finds: posture POSTURE_WEAKER
-- says: table ledger_entries: granted to ledger_writer INSERT, SELECT -> DELETE, INSERT, SELECT, UPDATE

-- attack: a membership
create role test_mallory;
grant ledger_writer to test_mallory;
-- undo
drop role test_mallory;
-- finds: posture POSTURE_WEAKER
-- says: role test_mallory: added

-- attack: an edit of the heap with triggers off
-- unguarded
update public.ledger_entries set reasoning = 'forged' where sequence_number = 320;
-- finds: chain ENTRY_HASH_WRONG 320

-- attack: one row changed where no hash of its own covers it
-- unguarded
update public.ledger_entries set escalation_status = 'closed' where sequence_number = 5;
-- finds: history SEALED_ENTRY_CHANGED 5
-- finds: history SEAL_BROKEN

-- attack: one row deleted
-- unguarded
delete from public.ledger_entries where sequence_number = 5;
-- finds: chain ENTRIES_MISSING 6
-- finds: history SEAL_BROKEN

-- attack: two rows swapped
-- unguarded
update public.ledger_entries set sequence_number = 100000 where sequence_number = 5;
update public.ledger_entries set sequence_number = 5 where sequence_number = 6;
update public.ledger_entries set sequence_number = 6 where sequence_number = 100000;
-- finds: chain ENTRY_HASH_WRONG
-- finds: chain LINK_BROKEN
-- finds: history SEALED_ENTRY_CHANGED 5
-- finds: history SEAL_BROKEN

-- attack: a row inserted in the middle
-- unguarded
update public.ledger_entries set sequence_number = sequence_number + 100000 where sequence_number > 5;
update public.ledger_entries set sequence_number = sequence_number - 99999 where sequence_number > 100000;
insert into public.ledger_entries (id, sequence_number, previous_hash, entry_hash, timestamp, verdict, telemetry_id,
  telemetry_hash, ski_model_version)
  select 100000, 6, entry_hash, repeat('f', 64), timestamp, verdict, telemetry_id, telemetry_hash, ski_model_version
  from public.ledger_entries where sequence_number = 5;
select pg_temp.rehash(6);
-- finds: content SCHEMA_VERSION_WRONG
-- finds: history SEALED_ENTRY_CHANGED 6
-- finds: history SEAL_BROKEN

-- attack: a journal statement removed
-- unguarded
delete from audit_ledger.journal where note like '%"kind":"KEY_REGISTERED"%';
-- finds: history CHECKPOINT_BROKEN
-- finds: history FORKED
-- finds: history JOURNAL_BROKEN

-- attack: a journal statement edited
-- unguarded
update audit_ledger.journal set note = replace(note, '"days":30', '"days":99') where note like '%"days":30,%';
-- finds: history CHECKPOINT_BROKEN
-- finds: history FORKED
-- finds: history JOURNAL_BROKEN

-- attack: a key swapped in the database's own registry
-- unguarded
update audit_ledger.journal set note = regexp_replace(note, '"public_key":"ed25519:[0-9a-f]{8}',
  '"public_key":"ed25519:00000000') where note like '%"kind":"KEY_REGISTERED"%';
-- finds: history CHECKPOINT_BROKEN
-- finds: history FORKED
-- finds: history JOURNAL_BROKEN

-- attack: a checkpoint removed
-- unguarded
delete from audit_ledger.checkpoints where origin like '%/entries';
-- finds: history CHECKPOINT_BROKEN

-- attack: a tile edited
-- unguarded
update audit_ledger.tiles set hashes = overlay(hashes placing decode('00000000', 'hex') from 1 for 4);
-- finds: history TILE_CHANGED

-- attack: a transcript moved to another row
-- unguarded
update public.ledger_entries e set transcript_json = o.transcript_json, transcript_signature = o.transcript_signature,
  signing_key_id = o.signing_key_id
  from public.ledger_entries o
  where e.sequence_number = 150 and o.sequence_number = 152;
-- finds: history SEALED_ENTRY_CHANGED 150
-- finds: history SEAL_BROKEN

-- attack: envelope and envelope_hash replaced together
-- unguarded
update public.ledger_entries e set envelope_json = o.envelope_json, envelope_hash = o.envelope_hash
  from public.ledger_entries o
  where e.sequence_number = 150 and o.sequence_number = 152;
-- finds: content COLUMN_DIFFERS
-- finds: history SEALED_ENTRY_CHANGED 150
-- finds: history SEAL_BROKEN

-- attack: a lying index
-- unguarded
update pg_index set indisready = false where indexrelid in ('public.ledger_entries_sequence_number_key'::regclass,
  'public.idx_ledger_sequence'::regclass);
with gone as (delete from public.ledger_entries where sequence_number = 5 returning *)
insert into public.ledger_entries select * from gone;
update pg_index set indisready = true where indexrelid in ('public.ledger_entries_sequence_number_key'::regclass,
  'public.idx_ledger_sequence'::regclass);
-- finds: posture INDEX_LIES
-- says: has 329 rows, and the table 330
