-- What can be done to the protection of a ledger, how each is named, and how it is undone.

-- case: a trigger disabled
alter table ledger_entries disable trigger ledger_block_update;
-- undo
alter table ledger_entries enable always trigger ledger_block_update;
-- says: trigger ledger_block_update on ledger_entries: enabled always -> disabled

-- case: all triggers enabled, as after a data-only restore
alter table ledger_entries enable trigger all;
-- undo
alter table ledger_entries enable always trigger ledger_block_update;
alter table ledger_entries enable always trigger ledger_block_delete;
alter table ledger_entries enable always trigger ledger_block_truncate;
alter table ledger_entries enable always trigger ledger_chain_guard;
-- says: trigger ledger_block_delete on ledger_entries: enabled always -> origin
-- says: trigger ledger_block_truncate on ledger_entries: enabled always -> origin
-- says: trigger ledger_block_update on ledger_entries: enabled always -> origin
-- says: trigger ledger_chain_guard on ledger_entries: enabled always -> origin

-- case: a trigger that fires for replication only
alter table ledger_entries enable replica trigger ledger_chain_guard;
-- undo
alter table ledger_entries enable always trigger ledger_chain_guard;
-- says: trigger ledger_chain_guard on ledger_entries: enabled always -> replica

-- case: a trigger disabled on one partition
alter table test_partition disable trigger buffer_block_update;
-- undo
alter table test_partition enable always trigger buffer_block_update;
-- says: partition test_partition of telemetry_buffer: added: trigger buffer_block_update disabled

-- case: all triggers of the buffer enabled, which weakens the partitions' own
alter table telemetry_buffer enable trigger all;
-- undo
alter table telemetry_buffer enable always trigger buffer_block_update;
alter table telemetry_buffer enable always trigger buffer_block_delete;
alter table telemetry_buffer enable always trigger buffer_block_truncate;
-- says: trigger buffer_block_delete on telemetry_buffer: enabled always -> origin
-- says: trigger buffer_block_truncate on telemetry_buffer: enabled always -> origin
-- says: trigger buffer_block_update on telemetry_buffer: enabled always -> origin

-- case: the guard of one partition disabled
alter table test_partition disable trigger partition_block_truncate;
-- undo
alter table test_partition enable always trigger partition_block_truncate;
-- says: partition test_partition of telemetry_buffer: added: trigger partition_block_truncate disabled

-- case: the guard of one partition replaced
drop trigger partition_block_update on test_partition;
create trigger partition_block_update before update on test_partition
  for each statement execute function ledger_block_update_delete();
-- undo
drop trigger partition_block_update on test_partition;
create trigger partition_block_update before update on test_partition
  for each row execute function ledger_block_update_delete();
alter table test_partition enable always trigger partition_block_update;
-- says: partition test_partition of telemetry_buffer: added: trigger partition_block_update CREATE TRIGGER partition_block_update BEFORE UPDATE ON test_partition...

-- case: a trigger that edits what is inserted into one partition
create function public.edit() returns trigger language plpgsql as 'begin return new; end';
create trigger edit before insert on test_partition for each row execute function edit();
-- undo
drop trigger edit on test_partition;
drop function public.edit();
-- says: partition test_partition of telemetry_buffer: added: trigger edit CREATE TRIGGER edit BEFORE INSERT ON test_partition FOR EACH ROW EXECUTE FUNCTION edit(...

-- case: a partition made by hand, without guards
create table by_hand partition of telemetry_buffer for values from ('2001-01-01') to ('2001-01-02');
-- undo
drop table by_hand;
-- says: partition by_hand of telemetry_buffer: added: trigger partition_block_delete missing, trigger partition_block_truncate missing, trigger partition_...

-- case: foreign keys not enforced
alter table tenants disable trigger all;
-- undo
alter table tenants enable trigger all;
-- says: constraint telemetry_buffer_tenant_id_fkey of telemetry_buffer: enforced by triggers origin -> disabled

-- case: foreign keys not enforced for one partition
update pg_trigger set tgenabled = 'D' where tgrelid = 'test_partition'::regclass
  and tgname like 'RI\_ConstraintTrigger%' and tgisinternal;
-- undo
update pg_trigger set tgenabled = 'O' where tgrelid = 'test_partition'::regclass
  and tgname like 'RI\_ConstraintTrigger%' and tgisinternal;
-- says: partition test_partition of telemetry_buffer: added: constraint telemetry_buffer_tenant_id_fkey enforced by triggers: disabled

-- case: an owner changed
create role test_mallory login;
alter table ledger_entries owner to test_mallory;
-- undo
alter table ledger_entries owner to current_user;
drop role test_mallory;
-- says: role test_mallory: added: attributes login
-- says: sequence ledger_entries_id_seq: owner postgres -> test_mallory
-- says: table ledger_entries: owner postgres -> test_mallory

-- case: the owner of a function changed
create role test_mallory;
alter function ledger_guard_chain() owner to test_mallory;
-- undo
alter function ledger_guard_chain() owner to current_user;
drop role test_mallory;
-- says: function ledger_guard_chain(): owner postgres -> test_mallory
-- says: role test_mallory: added: attributes none

-- case: the owner of one partition changed
create role test_mallory;
alter table test_partition owner to test_mallory;
-- undo
alter table test_partition owner to current_user;
drop role test_mallory;
-- says: partition test_partition of telemetry_buffer: added: owner test_mallory
-- says: role test_mallory: added: attributes none

-- case: a privilege granted
grant update, delete on ledger_entries to ledger_writer;
-- undo
revoke update, delete on ledger_entries from ledger_writer;
-- says: table ledger_entries: granted to ledger_writer INSERT, SELECT -> DELETE, INSERT, SELECT, UPDATE

-- case: a privilege granted on one column
grant update (verdict) on ledger_entries to public;
-- undo
revoke update (verdict) on ledger_entries from public;
-- says: column verdict of ledger_entries: added: granted to PUBLIC UPDATE

-- case: a grant option
grant insert on ledger_entries to ledger_writer with grant option;
-- undo
revoke grant option for insert on ledger_entries from ledger_writer;
-- says: table ledger_entries: granted to ledger_writer INSERT, SELECT -> INSERT with grant option, SELECT

-- case: a privilege granted on one partition
grant truncate on test_partition to ski_audit_reader;
-- undo
revoke truncate on test_partition from ski_audit_reader;
-- says: partition test_partition of telemetry_buffer: added: granted to ski_audit_reader TRUNCATE

-- case: EXECUTE granted to everybody
grant execute on function drop_buffer_partitions_older_than(timestamptz) to public;
-- undo
revoke execute on function drop_buffer_partitions_older_than(timestamptz) from public;
-- says: function drop_buffer_partitions_older_than(timestamp with time zone): granted to PUBLIC none -> EXECUTE

-- case: everybody may create in the schema
grant create on schema public to ski_audit_reader;
-- undo
revoke create on schema public from ski_audit_reader;
-- says: schema: granted to ski_audit_reader USAGE -> CREATE, USAGE

-- case: what will be made is granted in advance
alter default privileges in schema public grant insert on tables to ski_audit_reader;
-- undo
alter default privileges in schema public revoke insert on tables from ski_audit_reader;
-- says: default privileges of postgres in the schema for tables: added: granted to ski_audit_reader INSERT

-- case: a membership, and a membership in that
create role test_mallory;
create role test_friend;
grant ledger_writer to test_mallory;
grant test_mallory to test_friend with admin option;
-- undo
drop role test_friend;
drop role test_mallory;
-- says: role test_friend: added: attributes none, member of test_mallory administers, inherits, becomes
-- says: role test_mallory: added: attributes none, member of ledger_writer inherits, becomes

-- case: a membership that may write everywhere
grant pg_write_all_data to ski_audit_reader;
-- undo
revoke pg_write_all_data from ski_audit_reader;
-- says: role ski_audit_reader: member of pg_write_all_data none -> inherits, becomes

-- case: a new superuser
create role test_mallory superuser;
-- undo
drop role test_mallory;
-- says: role test_mallory: added: attributes superuser

-- case: an attribute of a role
alter role ledger_writer bypassrls login;
-- undo
alter role ledger_writer nobypassrls nologin;
-- says: role ledger_writer: attributes none -> bypass row security, login

-- case: row security that hides rows
alter table ledger_entries enable row level security;
-- undo
alter table ledger_entries disable row level security;
-- says: table ledger_entries: row security off -> on

-- case: row security forced on the owner
alter table ledger_entries force row level security;
-- undo
alter table ledger_entries no force row level security;
-- says: table ledger_entries: row security of the owner off -> on

-- case: a table that a crash empties
alter table ledger_entries set unlogged;
-- undo
alter table ledger_entries set logged;
-- says: table ledger_entries: persistence permanent -> unlogged

-- case: a child whose rows appear in the ledger
create table more () inherits (ledger_entries);
-- undo
drop table more;
-- says: table ledger_entries: inherited by none -> more

-- case: an event trigger
create function public.meddle() returns event_trigger language plpgsql as 'begin end';
create event trigger meddle on ddl_command_end when tag in ('CREATE TABLE') execute function meddle();
-- undo
drop event trigger meddle;
drop function public.meddle();
-- says: event trigger meddle: added: enabled origin, event ddl_command_end, function meddle(), function body sha256 1fcfa01809556d07889fa...

-- case: a function that is a better match than the one in pg_catalog
create function public.to_json(text) returns json language sql as $$select '"forged"'::json$$;
-- undo
drop function public.to_json(text);
-- says: function to_json(text): added: body sha256 5973c97c294fdeef6ecc3671b840b54e02b39a01765b540005b30550d965038e, overloads pg_catalog.t...

-- case: an operator that is a better match than the one in pg_catalog
create function public.never(text, varchar) returns boolean language sql as 'select false';
create operator public.= (leftarg = text, rightarg = varchar, function = public.never);
-- undo
drop operator public.= (text, varchar);
drop function public.never(text, varchar);
-- says: operator =(text,character varying): added: function never(text,character varying), overloads pg_catalog.=

-- case: sessions in which guards do not fire
alter role ledger_writer set session_replication_role = replica;
-- undo
alter role ledger_writer reset session_replication_role;
-- says: role ledger_writer: setting session_replication_role none -> replica

-- case: a subscription that writes the table
create subscription test_intruder connection 'dbname=nowhere' publication p with (connect = false);
insert into pg_subscription_rel (srsubid, srrelid, srsubstate)
  select oid, 'ledger_entries'::regclass, 'r' from pg_subscription where subname = 'test_intruder';
-- undo
alter subscription test_intruder set (slot_name = none);
drop subscription test_intruder;
-- says: table ledger_entries: written by subscription none -> test_intruder disabled

-- case: a publication of the table
create publication test_outlet for table ledger_entries;
-- undo
drop publication test_outlet;
-- says: table ledger_entries: published by none -> test_outlet
