-- What can be done to the structure of a ledger, and how each is named.

-- case: two column names swapped
alter table ledger_entries rename column reasoning to x;
alter table ledger_entries rename column escalation_notes to reasoning;
alter table ledger_entries rename column x to escalation_notes;
-- says: column envelope_json of ledger_entries: after escalation_notes -> reasoning
-- says: column escalation_notes of ledger_entries: after escalation_status -> ski_model_version
-- says: column reasoning of ledger_entries: after ski_model_version -> escalation_status
-- says: column track of ledger_entries: after reasoning -> escalation_notes
-- says: view coverage_register: definition ...telemetry_id, rule_id, knowledge_graph_version, reasoning FROM ledger_entries WHERE (verdict = ANY (... -> ...telemetry_id, rule_id, knowledge_graph_version, escalation_notes AS reasoning FROM ledger_entries WH...

-- case: a column dropped and added again
alter table ledger_entries drop column escalation_notes;
alter table ledger_entries add column escalation_notes text;
-- says: column envelope_json of ledger_entries: after escalation_notes -> escalation_status
-- says: column escalation_notes of ledger_entries: after escalation_status -> verifier_status

-- case: a column renamed
alter table ledger_entries rename column escalation_notes to notes;
-- says: column envelope_json of ledger_entries: after escalation_notes -> notes
-- says: column escalation_notes of ledger_entries: removed: text
-- says: column notes of ledger_entries: added: text

-- case: a type changed
alter table ledger_entries alter column escalation_notes type varchar(40);
-- says: column escalation_notes of ledger_entries: type text -> character varying(40)

-- case: a default changed
alter table ledger_entries alter column schema_version set default '9';
-- says: column schema_version of ledger_entries: default '0.2.0'::text -> '9'::text

-- case: a default that calls a function
create function public.now_then() returns timestamptz language sql as 'select now()';
alter table ledger_entries alter column created_at set default public.now_then();
-- says: column created_at of ledger_entries: default now() -> now_then()
-- says: function now_then(): added: body select now(), kind function, language sql, leakproof no, parallel unsafe, result timestamp with...

-- case: a default dropped
alter table ledger_entries alter column schema_version drop default;
-- says: column schema_version of ledger_entries: default '0.2.0'::text -> none

-- case: NOT NULL dropped
alter table ledger_entries alter column telemetry_hash drop not null;
-- says: column telemetry_hash of ledger_entries: nullable no -> yes

-- case: an identity
alter table ledger_entries alter column id drop default;
alter table ledger_entries alter column id add generated always as identity;
-- says: column id of ledger_entries: default nextval('ledger_entries_id_seq'::regclass) -> none
-- says: column id of ledger_entries: identity none -> always
-- says: sequence ledger_entries_id_seq1: added: bigint

-- case: a constraint dropped
alter table ledger_entries drop constraint ledger_entries_verdict_check;
-- says: constraint ledger_entries_verdict_check of ledger_entries: removed: CHECK ((verdict = ANY (ARRAY['CLEAR'::text, 'FLAG'::text, 'NULL_UNMAPPED'::text, 'NULL_STALE'::text,...

-- case: a constraint added again without looking at the rows
alter table ledger_entries drop constraint ledger_entries_verdict_check;
alter table ledger_entries add constraint ledger_entries_verdict_check
  check (verdict in ('CLEAR', 'FLAG', 'NULL_UNMAPPED', 'NULL_STALE', 'DISCRETIONARY')) not valid;
-- says: constraint ledger_entries_verdict_check of ledger_entries: validated yes -> no

-- case: a unique constraint dropped
alter table ledger_entries drop constraint ledger_entries_sequence_number_key;
-- says: constraint ledger_entries_sequence_number_key of ledger_entries: removed: UNIQUE (sequence_number)
-- says: index ledger_entries_sequence_number_key of ledger_entries: removed: UNIQUE USING btree (sequence_number)

-- case: a foreign key that cascades
alter table telemetry_buffer drop constraint telemetry_buffer_tenant_id_fkey;
alter table telemetry_buffer add constraint telemetry_buffer_tenant_id_fkey
  foreign key (tenant_id) references tenants on delete cascade;
-- says: constraint telemetry_buffer_tenant_id_fkey of telemetry_buffer: definition FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id) -> FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id) ON DELETE CASCADE

-- case: an index dropped
drop index idx_ledger_rule_id;
-- says: index idx_ledger_rule_id of ledger_entries: removed: USING btree (rule_id)

-- case: an index invalid
update pg_index set indisvalid = false where indexrelid = 'idx_ledger_rule_id'::regclass;
-- says: index idx_ledger_rule_id of ledger_entries: valid yes -> no

-- case: a trigger dropped
drop trigger ledger_block_update on ledger_entries;
-- says: trigger ledger_block_update on ledger_entries: removed: CREATE TRIGGER ledger_block_update BEFORE UPDATE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION led...

-- case: a trigger that calls another function
create function public.harmless() returns trigger language plpgsql as 'begin return new; end';
drop trigger ledger_block_update on ledger_entries;
create trigger ledger_block_update before update on ledger_entries for each row execute function harmless();
-- says: function harmless(): added: body begin return new; end, kind function, language plpgsql, leakproof no, parallel unsafe, result t...
-- says: trigger ledger_block_update on ledger_entries: definition ...ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_block_update_delete() -> ...ON ledger_entries FOR EACH ROW EXECUTE FUNCTION harmless()

-- case: a trigger that fires at another time
drop trigger ledger_block_update on ledger_entries;
create trigger ledger_block_update before update of id on ledger_entries
  for each row execute function ledger_block_update_delete();
-- says: trigger ledger_block_update on ledger_entries: definition CREATE TRIGGER ledger_block_update BEFORE UPDATE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION led... -> CREATE TRIGGER ledger_block_update BEFORE UPDATE OF id ON ledger_entries FOR EACH ROW EXECUTE FUNCTI...

-- case: a trigger that edits or swallows what is inserted, its function in another schema
create schema elsewhere;
create function elsewhere.swallow() returns trigger language plpgsql as 'begin return null; end';
create trigger a before insert on ledger_entries for each row execute function elsewhere.swallow();
-- says: function elsewhere.swallow(): added: body begin return null; end, kind function, language plpgsql, leakproof no, parallel unsafe, result ...
-- says: trigger a on ledger_entries: added: CREATE TRIGGER a BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION elsewhere.swallow()

-- case: a trigger of the buffer dropped
drop trigger buffer_block_delete on telemetry_buffer;
-- says: trigger buffer_block_delete on telemetry_buffer: removed: CREATE TRIGGER buffer_block_delete BEFORE DELETE ON telemetry_buffer FOR EACH ROW EXECUTE FUNCTION l...

-- case: the body of a function replaced
create or replace function ledger_block_update_delete() returns trigger language plpgsql as 'begin return new; end';
-- says: function ledger_block_update_delete(): body  BEGIN     RAISE EXCEPTION 'ledger_entries is append-only; % is not permitted', TG_OP         USING ... -> begin return new; end

-- case: the settings of a function changed
alter function ledger_block_update_delete() set search_path = public;
-- says: function ledger_block_update_delete(): settings none -> search_path=public

-- case: the rights of a function changed
alter function ledger_block_update_delete() security definer;
-- says: function ledger_block_update_delete(): security invoker -> definer

-- case: the volatility of a function changed
alter function ledger_block_update_delete() stable;
-- says: function ledger_block_update_delete(): volatility volatile -> stable

-- case: the language of a function changed
create or replace function ledger_block_update_delete() returns trigger language internal
  as 'suppress_redundant_updates_trigger';
-- says: function ledger_block_update_delete(): body  BEGIN     RAISE EXCEPTION 'ledger_entries is append-only; % is not permitted', TG_OP         USING ... -> suppress_redundant_updates_trigger
-- says: function ledger_block_update_delete(): language plpgsql -> internal

-- case: one of the ledger's functions overloaded
create function ledger_block_update_delete(why text) returns text language sql as 'select why';
-- says: function ledger_block_update_delete(text): added: arguments why text, body select why, kind function, language sql, leakproof no, parallel unsafe, res...

-- case: a view replaced
create or replace view coverage_register as
select sequence_number, timestamp, verdict, telemetry_id, rule_id, knowledge_graph_version, reasoning
from ledger_entries where verdict in ('NULL_UNMAPPED');
-- says: view coverage_register: definition ...reasoning FROM ledger_entries WHERE (verdict = ANY (ARRAY['NULL_UNMAPPED'::text, 'NULL_STALE'::text]... -> ...reasoning FROM ledger_entries WHERE (verdict = 'NULL_UNMAPPED'::text)

-- case: a view dropped
drop view buffer_summary;
-- says: view buffer_summary: removed: SELECT tenant_id, count(*) AS row_count, min(telemetry_ts) AS oldest_record, max(telemetry_ts) AS ne...

-- case: a rule that swallows
create rule hush as on insert to ledger_entries do instead nothing;
-- says: rule hush on ledger_entries: added: CREATE RULE hush AS     ON INSERT TO ledger_entries DO INSTEAD NOTHING;

-- case: a policy that hides rows
create policy hide on ledger_entries using (verdict <> 'FLAG');
-- says: policy hide on ledger_entries: added: command all, permissive yes, roles PUBLIC, using (verdict <> 'FLAG'::text)

-- case: a look-alike view in the place of the buffer
alter table telemetry_buffer rename to real_buffer;
create view telemetry_buffer as select * from real_buffer;
-- says: column id of telemetry_buffer: removed: bigint
-- says: column measurement of telemetry_buffer: removed: jsonb
-- says: column measurement_hash of telemetry_buffer: removed: character(64)
-- says: column received_ts of telemetry_buffer: removed: timestamp with time zone
-- says: column schema_version of telemetry_buffer: removed: text
-- says: column subject of telemetry_buffer: removed: text
-- says: column telemetry_id of telemetry_buffer: removed: text
-- says: column telemetry_ts of telemetry_buffer: removed: timestamp with time zone
-- says: column tenant_id of telemetry_buffer: removed: text
-- says: constraint telemetry_buffer_pkey of telemetry_buffer: removed: PRIMARY KEY (tenant_id, telemetry_ts, id)
-- says: constraint telemetry_buffer_tenant_id_fkey of telemetry_buffer: removed: FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id)
-- says: index idx_buffer_measurement_hash of telemetry_buffer: removed: USING btree (tenant_id, measurement_hash)
-- says: index idx_buffer_subject_ts of telemetry_buffer: removed: USING btree (tenant_id, subject, telemetry_ts)
-- says: index telemetry_buffer_pkey of telemetry_buffer: removed: UNIQUE USING btree (tenant_id, telemetry_ts, id)
-- says: sequence telemetry_buffer_id_seq: removed: bigint
-- says: table telemetry_buffer: removed: kind partitioned table, partition key RANGE (telemetry_ts)
-- says: trigger buffer_block_delete on telemetry_buffer: removed: CREATE TRIGGER buffer_block_delete BEFORE DELETE ON telemetry_buffer FOR EACH ROW EXECUTE FUNCTION l...
-- says: trigger buffer_block_truncate on telemetry_buffer: removed: CREATE TRIGGER buffer_block_truncate BEFORE TRUNCATE ON telemetry_buffer FOR EACH STATEMENT EXECUTE ...
-- says: trigger buffer_block_update on telemetry_buffer: removed: CREATE TRIGGER buffer_block_update BEFORE UPDATE ON telemetry_buffer FOR EACH ROW EXECUTE FUNCTION l...
-- says: view buffer_summary: definition ...subject) AS distinct_subjects FROM telemetry_buffer GROUP BY tenant_id -> ...subject) AS distinct_subjects FROM real_buffer GROUP BY tenant_id
-- says: view telemetry_buffer: added: SELECT id, tenant_id, subject, telemetry_id, telemetry_ts, received_ts, measurement, measurement_has...

-- case: a foreign table in the place of the tenants
drop table tenants cascade;
create foreign data wrapper nowhere;
create server elsewhere foreign data wrapper nowhere;
create foreign table tenants (tenant_id text not null) server elsewhere;
-- says: column buffer_retention_days of tenants: removed: integer
-- says: column created_at of tenants: removed: timestamp with time zone
-- says: column display_name of tenants: removed: text
-- says: column max_clock_skew_seconds of tenants: removed: integer
-- says: column updated_at of tenants: removed: timestamp with time zone
-- says: constraint telemetry_buffer_tenant_id_fkey of telemetry_buffer: removed: FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id)
-- says: constraint tenants_buffer_retention_days_check of tenants: removed: CHECK ((buffer_retention_days > 0))
-- says: constraint tenants_max_clock_skew_seconds_check of tenants: removed: CHECK ((max_clock_skew_seconds >= 0))
-- says: constraint tenants_pkey of tenants: removed: PRIMARY KEY (tenant_id)
-- says: foreign table tenants: added: kind foreign table, server elsewhere
-- says: index tenants_pkey of tenants: removed: UNIQUE USING btree (tenant_id)
-- says: table tenants: removed: access method heap, kind table

-- case: a look-alike table without anything
alter table ledger_entries rename to real_entries;
create table ledger_entries (like real_entries);
-- says: column "timestamp" of ledger_entries: default now() -> none
-- says: column created_at of ledger_entries: default now() -> none
-- says: column id of ledger_entries: default nextval('ledger_entries_id_seq'::regclass) -> none
-- says: column schema_version of ledger_entries: default '0.2.0'::text -> none
-- says: constraint ledger_entries_entry_hash_key of ledger_entries: removed: UNIQUE (entry_hash)
-- says: constraint ledger_entries_pkey of ledger_entries: removed: PRIMARY KEY (id)
-- says: constraint ledger_entries_sequence_number_key of ledger_entries: removed: UNIQUE (sequence_number)
-- says: constraint ledger_entries_track_check of ledger_entries: removed: CHECK (((track IS NULL) OR (length(track) > 0)))
-- says: constraint ledger_entries_verdict_check of ledger_entries: removed: CHECK ((verdict = ANY (ARRAY['CLEAR'::text, 'FLAG'::text, 'NULL_UNMAPPED'::text, 'NULL_STALE'::text,...
-- says: constraint ledger_entries_verifier_status_check of ledger_entries: removed: CHECK (((verifier_status IS NULL) OR (verifier_status = ANY (ARRAY['AGREED'::text, 'LLM_CONTRADICTIO...
-- says: index idx_ledger_kg_version of ledger_entries: removed: USING btree (knowledge_graph_version)
-- says: index idx_ledger_rule_id of ledger_entries: removed: USING btree (rule_id)
-- says: index idx_ledger_schema_version of ledger_entries: removed: USING btree (schema_version)
-- says: index idx_ledger_sequence of ledger_entries: removed: USING btree (sequence_number)
-- says: index idx_ledger_signing_key_id of ledger_entries: removed: USING btree (signing_key_id) WHERE (signing_key_id IS NOT NULL)
-- says: index idx_ledger_telemetry_id of ledger_entries: removed: USING btree (telemetry_id)
-- says: index idx_ledger_verdict_timestamp of ledger_entries: removed: USING btree (verdict, "timestamp")
-- says: index idx_ledger_verifier_status of ledger_entries: removed: USING btree (verifier_status, "timestamp") WHERE (verifier_status IS NOT NULL)
-- says: index ledger_entries_entry_hash_key of ledger_entries: removed: UNIQUE USING btree (entry_hash)
-- says: index ledger_entries_pkey of ledger_entries: removed: UNIQUE USING btree (id)
-- says: index ledger_entries_sequence_number_key of ledger_entries: removed: UNIQUE USING btree (sequence_number)
-- says: sequence ledger_entries_id_seq: removed: bigint
-- says: trigger ledger_block_delete on ledger_entries: removed: CREATE TRIGGER ledger_block_delete BEFORE DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION led...
-- says: trigger ledger_block_truncate on ledger_entries: removed: CREATE TRIGGER ledger_block_truncate BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FU...
-- says: trigger ledger_block_update on ledger_entries: removed: CREATE TRIGGER ledger_block_update BEFORE UPDATE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION led...
-- says: view coverage_register: definition ...rule_id, knowledge_graph_version, reasoning FROM ledger_entries WHERE (verdict = ANY (ARRAY['NULL_UN... -> ...rule_id, knowledge_graph_version, reasoning FROM real_entries WHERE (verdict = ANY (ARRAY['NULL_UNMA...
-- says: view ledger_chain_linkage: definition ...AS chain_link_valid, "timestamp" FROM ledger_entries ORDER BY sequence_number -> ...AS chain_link_valid, "timestamp" FROM real_entries ORDER BY sequence_number
-- says: view ledger_summary: definition ...IS NOT NULL)) AS escalated FROM ledger_entries GROUP BY (date_trunc('day'::text, "timestamp")), verd... -> ...IS NOT NULL)) AS escalated FROM real_entries GROUP BY (date_trunc('day'::text, "timestamp")), verdic...

-- case: the buffer partitioned by something else
drop table telemetry_buffer cascade;
create table telemetry_buffer (tenant_id text) partition by list (tenant_id);
-- says: column id of telemetry_buffer: removed: bigint
-- says: column measurement of telemetry_buffer: removed: jsonb
-- says: column measurement_hash of telemetry_buffer: removed: character(64)
-- says: column received_ts of telemetry_buffer: removed: timestamp with time zone
-- says: column schema_version of telemetry_buffer: removed: text
-- says: column subject of telemetry_buffer: removed: text
-- says: column telemetry_id of telemetry_buffer: removed: text
-- says: column telemetry_ts of telemetry_buffer: removed: timestamp with time zone
-- says: column tenant_id of telemetry_buffer: after id -> nothing
-- says: column tenant_id of telemetry_buffer: nullable no -> yes
-- says: constraint telemetry_buffer_pkey of telemetry_buffer: removed: PRIMARY KEY (tenant_id, telemetry_ts, id)
-- says: constraint telemetry_buffer_tenant_id_fkey of telemetry_buffer: removed: FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id)
-- says: index idx_buffer_measurement_hash of telemetry_buffer: removed: USING btree (tenant_id, measurement_hash)
-- says: index idx_buffer_subject_ts of telemetry_buffer: removed: USING btree (tenant_id, subject, telemetry_ts)
-- says: index telemetry_buffer_pkey of telemetry_buffer: removed: UNIQUE USING btree (tenant_id, telemetry_ts, id)
-- says: sequence telemetry_buffer_id_seq: removed: bigint
-- says: table telemetry_buffer: partition key RANGE (telemetry_ts) -> LIST (tenant_id)
-- says: trigger buffer_block_delete on telemetry_buffer: removed: CREATE TRIGGER buffer_block_delete BEFORE DELETE ON telemetry_buffer FOR EACH ROW EXECUTE FUNCTION l...
-- says: trigger buffer_block_truncate on telemetry_buffer: removed: CREATE TRIGGER buffer_block_truncate BEFORE TRUNCATE ON telemetry_buffer FOR EACH STATEMENT EXECUTE ...
-- says: trigger buffer_block_update on telemetry_buffer: removed: CREATE TRIGGER buffer_block_update BEFORE UPDATE ON telemetry_buffer FOR EACH ROW EXECUTE FUNCTION l...
-- says: view buffer_summary: removed: SELECT tenant_id, count(*) AS row_count, min(telemetry_ts) AS oldest_record, max(telemetry_ts) AS ne...

-- case: a sequence that goes round
alter sequence ledger_entries_id_seq maxvalue 1000 cycle;
-- says: sequence ledger_entries_id_seq: cycle no -> yes
-- says: sequence ledger_entries_id_seq: maximum 9223372036854775807 -> 1000
