package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Up, down and up again: each script does what it says, and says when it is not in effect. */
@OnPostgres
class MigrationCycleTest {

  private static final String ROWS = "v0.1-ledger_entries.csv";

  /** What makes each verify script fail again; a script is taken as it is after all of its set. */
  private static final Map<Migration, List<String>> BREAKS =
      Map.of(
          Migration.CONTROL,
          List.of(
              "drop table audit_ledger.partition_drops",
              "alter table audit_ledger.tiles drop constraint tiles_hashes_check",
              "alter table audit_ledger.journal disable trigger refuse_change",
              "alter table audit_ledger.ledger_history enable trigger refuse_truncate",
              "drop trigger refuse_truncate on audit_ledger.control_history",
              "drop index audit_ledger.ledger_history_s_idx",
              "alter function audit_ledger.refuse_change() reset all",
              "grant execute on function audit_ledger.refuse_change() to public",
              "revoke select on audit_ledger.journal from ski_audit_reader"),
          Migration.BASELINE,
          List.of(
              "drop view coverage_register",
              "drop index idx_ledger_rule_id",
              "alter table ledger_entries drop constraint ledger_entries_entry_hash_key",
              "alter table ledger_entries drop constraint ledger_entries_verdict_check",
              "alter table ledger_entries alter reasoning set not null",
              "alter table ledger_entries rename reasoning to reason",
              "alter table ledger_entries disable trigger ledger_block_delete",
              "drop trigger ledger_block_truncate on ledger_entries",
              "revoke select on ledger_summary from ski_audit_reader"),
          Migration.BUFFER,
          List.of(
              "alter table ledger_entries alter schema_version set default '0.3.0'",
              "alter table ledger_entries alter schema_version drop not null",
              "alter table tenants drop constraint tenants_buffer_retention_days_check",
              "alter table telemetry_buffer drop constraint telemetry_buffer_tenant_id_fkey",
              "drop view buffer_summary",
              "drop index idx_buffer_subject_ts",
              "drop trigger buffer_block_update on telemetry_buffer",
              "drop table telemetry_buffer cascade",
              "drop function drop_buffer_partitions_older_than(timestamptz)",
              "revoke select on tenants from ski_audit_reader"),
          Migration.ERA_INDEX,
          List.of(
              "drop index idx_ledger_schema_version",
              "update pg_index set indisvalid = false"
                  + " where indexrelid = 'idx_ledger_schema_version'::regclass"),
          Migration.TRANSCRIPTS,
          List.of(
              "alter table ledger_entries drop column envelope_json",
              "alter table ledger_entries alter signing_key_id type char(72)",
              "alter table ledger_entries alter verifier_status set default 'AGREED'",
              "alter table ledger_entries drop constraint ledger_entries_track_check",
              "alter table ledger_entries drop constraint ledger_entries_verifier_status_check"),
          Migration.STATUS_INDEX,
          List.of("drop index idx_ledger_verifier_status"),
          Migration.KEY_INDEX,
          List.of("drop index idx_ledger_signing_key_id"),
          Migration.CHECKS,
          List.of("alter table ledger_entries drop constraint ledger_entries_track_check"),
          Migration.GUARDS,
          List.of(
              "drop trigger ledger_chain_guard on ledger_entries",
              "alter table ledger_entries enable trigger ledger_chain_guard",
              "alter table ledger_entries enable trigger all",
              "alter table telemetry_buffer disable trigger buffer_block_update",
              "do $$ declare part regclass; begin select inhrelid into part from pg_inherits"
                  + " where inhparent = 'telemetry_buffer'::regclass limit 1;"
                  + " execute format('drop trigger partition_block_truncate on %s', part); end $$",
              "drop function ledger_verify(bigint, bigint)",
              "alter function ledger_guard_chain() set search_path = public",
              "alter function drop_buffer_partitions_older_than(timestamptz) security invoker",
              "grant execute on function ledger_verify(bigint, bigint) to public",
              "revoke insert on ledger_entries from ledger_writer",
              "revoke usage on sequence ledger_entries_id_seq from ledger_writer",
              "revoke execute on function ledger_verify(bigint, bigint) from ski_audit_reader"));

  @OnEveryPostgres
  void each_verifies_after_its_deploy_and_not_before(TestDatabase database) throws SQLException {
    for (Migration migration : Migration.ALL) {
      assertThatThrownBy(() -> migration.verify(database))
          .as(migration.toString())
          .hasMessageContaining("is not in effect");
      migration.deploy(database);
    }
    for (Migration migration : Migration.ALL) {
      migration.verify(database);
    }
  }

  @OnEveryPostgres
  void each_verify_script_misses_what_is_taken_away(TestDatabase database) throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    database.execute("alter database " + database.name() + " set allow_system_table_mods = on");
    assertThat(BREAKS.keySet()).containsExactlyInAnyOrderElementsOf(Migration.ALL);
    for (Migration migration : Migration.ALL) {
      for (String change : BREAKS.get(migration)) {
        assertThatThrownBy(
                () -> Migration.inOneTransaction(database, change, migration.script("verify")))
            .as(change)
            .hasMessageContaining("is not in effect");
      }
      migration.verify(database);
    }
  }

  @OnEveryPostgres
  void each_step_down_gives_the_catalog_before_it_and_up_again_the_one_after(TestDatabase database)
      throws SQLException {
    Migration.CONTROL.deploy(database);
    List<Catalog> before = new ArrayList<>();
    for (Migration migration : Migration.LEDGER) {
      before.add(withoutTenants(database));
      migration.deploy(database);
    }
    Catalog head = Catalog.of(database);
    database.load(ROWS, "public.ledger_entries");
    String places =
        "select concat_ws(' ', xmin, ctid, entry_hash) from public.ledger_entries order by id";
    final List<String> rows = database.query(places);
    for (int round = 0; round < 2; round++) {
      for (int i = Migration.LEDGER.size() - 1; i > 0; i--) {
        Migration migration = Migration.LEDGER.get(i);
        migration.revert(database);
        assertThat(withoutTenants(database).facts())
            .as("after the revert of %s", migration)
            .containsExactlyInAnyOrderElementsOf(before.get(i).facts());
        assertThatThrownBy(() -> migration.verify(database)).as(migration.toString()).isNotNull();
      }
      assertThat(database.query("select tenant_id from tenants")).containsExactly("default");
      Migration.deployAll(database, Migration.LEDGER);
      assertThat(Catalog.of(database).facts()).containsExactlyInAnyOrderElementsOf(head.facts());
      assertThat(database.query(places)).isEqualTo(rows).hasSize(120);
      assertThat(database.query("select * from public.ledger_verify(null, null)")).isEmpty();
    }
  }

  @OnEveryPostgres
  void an_empty_ledger_and_an_empty_control_set_can_be_taken_away(TestDatabase database)
      throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    Catalog head = Catalog.of(database);
    for (int i = Migration.ALL.size() - 1; i >= 0; i--) {
      Migration.ALL.get(i).revert(database);
    }
    assertThat(
            database.query(
                "select c.oid::regclass from pg_class c where c.relkind in ('r', 'v') and"
                    + " c.relnamespace in ('public'::regnamespace, 'audit_ledger'::regnamespace)"))
        .containsExactlyInAnyOrder("tenants", "audit_ledger.control_history");
    Migration.deployAll(database, Migration.ALL);
    assertThat(Catalog.of(database).facts()).containsExactlyInAnyOrderElementsOf(head.facts());
  }

  @Test
  void a_revert_refuses_before_it_destroys(TestDatabase database) throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    for (Migration above : List.of(Migration.GUARDS, Migration.CHECKS, Migration.KEY_INDEX)) {
      above.revert(database);
    }
    Catalog standing = Catalog.of(database);
    refuses(database, Migration.TRANSCRIPTS, "hold envelopes, transcripts or newer tracks");
    refuses(database, Migration.BASELINE, "ledger_entries holds entries");
    database.execute(
        "create table telemetry_buffer_old partition of telemetry_buffer"
            + " for values from ('2026-11-01 00:00+00') to ('2026-11-10 00:00+00')");
    database.load("v0.2-telemetry_buffer.csv", "public.telemetry_buffer");
    refuses(database, Migration.BUFFER, "rows that are in no verified backup");
    assertThat(Catalog.of(database).facts()).containsExactlyInAnyOrderElementsOf(standing.facts());
    String backup = "set local audit_ledger.buffer_backed_up = '%s'";
    assertThatThrownBy(
            () ->
                Migration.inOneTransaction(
                    database, backup.formatted("23/24"), Migration.BUFFER.script("revert")))
        .hasMessageContaining("24/24; in the backup: 23/24");
    Migration.inOneTransaction(
        database, backup.formatted("24/24"), Migration.BUFFER.script("revert"));
    assertThat(database.query("select to_regclass('telemetry_buffer')")).containsOnlyNulls();
    assertThat(database.query("select count(*) from tenants")).containsExactly("1");
  }

  @Test
  void a_control_set_with_records_is_not_taken_away(TestDatabase database) throws SQLException {
    Migration.CONTROL.deploy(database);
    database.execute(ControlSetTest.statement(1));
    refuses(database, Migration.CONTROL, "audit_ledger.journal holds records");
  }

  @OnEveryPostgres
  void an_index_migration_raises_until_its_index_is_built_outside(TestDatabase database)
      throws SQLException {
    Migration.BASELINE.deploy(database);
    database.load(ROWS, "public.ledger_entries");
    database.execute("alter database " + database.name() + " set allow_system_table_mods = on");
    for (Migration migration : Migration.LEDGER.subList(1, Migration.LEDGER.size())) {
      if (Migration.PREPARED.contains(migration)) {
        refuses(database, migration, "deploy", "Run prepare/" + migration.name() + ".sql");
        migration.prepare(database);
        String index =
            migration.script("prepare").replaceAll("(?s).* exists public\\.(\\w+);.*", "$1");
        database.execute(
            "update pg_index set indisvalid = false"
                + " where indexrelid = '"
                + index
                + "'::regclass");
        refuses(database, migration, "deploy", index + " is missing, not valid or another one");
        migration.prepare(database);
      }
      migration.deploy(database);
    }
  }

  @Test
  void every_deploy_script_says_why_and_what_it_locks_and_whether_it_can_be_undone() {
    for (Migration migration : Migration.ALL) {
      List<String> header =
          migration.script("deploy").lines().takeWhile(line -> line.startsWith("-- ")).toList();
      assertThat(header).as(migration.toString()).anyMatch(line -> line.startsWith("-- why: "));
      assertThat(header).as(migration.toString()).anyMatch(line -> line.startsWith("-- locks: "));
      assertThat(header)
          .as(migration.toString())
          .filteredOn(line -> line.startsWith("-- reversible: "))
          .singleElement()
          .isIn("-- reversible: lossless", "-- reversible: refuses-if-data");
    }
  }

  private static void refuses(TestDatabase database, Migration migration, String because) {
    refuses(database, migration, "revert", because);
  }

  private static void refuses(
      TestDatabase database, Migration migration, String script, String because) {
    assertThatThrownBy(() -> Migration.inOneTransaction(database, migration.script(script)))
        .as(migration.toString())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(because);
  }

  /** The tenants outlive their migration. */
  private static Catalog withoutTenants(TestDatabase database) throws SQLException {
    return Catalog.of(database)
        .without(fact -> fact.matches("(?s)(\\w+ )+public\\.tenants.*|.* on public\\.tenants.*"));
  }
}
