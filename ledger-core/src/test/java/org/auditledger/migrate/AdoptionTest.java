package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.auditledger.journal.LedgerAdopted;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.testing.Thorough;
import org.junit.jupiter.api.Test;

/** Ledgers that are there are taken over with their data, and none of their rows changes. */
@OnPostgres
class AdoptionTest {

  private static final String ENTRIES = "public.ledger_entries";

  private static final Set<String> ANCESTORS =
      Set.of("v0.1", "v0.1-transcripts", "v0.2", "v0.2-transcripts", "v0.2-loose", "4");

  @OnEveryPostgres
  void every_state_of_the_ancestor_is_adopted_and_upgraded_on_every_server(TestDatabase database)
      throws SQLException {
    Set<String> done = new HashSet<>();
    for (LedgerStates.Way way : LedgerStates.ways()) {
      if (ANCESTORS.contains(way.state()) && done.add(way.state())) {
        adopts(way, database);
      }
    }
    assertThat(done).isEqualTo(ANCESTORS);
  }

  @Test
  @Thorough
  void every_way_into_every_known_state_can_be_adopted_and_upgraded(TestDatabase database)
      throws SQLException {
    for (LedgerStates.Way way : LedgerStates.ways()) {
      if (!way.state().equals("tenants")) {
        adopts(way, database);
      }
    }
  }

  private static void adopts(LedgerStates.Way way, TestDatabase database) throws SQLException {
    way.go(database);
    database.load(vectors(database), ENTRIES);
    Rows before = Rows.of(database);
    Migrations migrations = Migrations.of(database);

    UpgradeOutcome adopted = migrations.migrator().adopt(Migrations.authority());
    assertThat(adopted.begun()).as(way.toString()).contains("LEDGER_ADOPTED");
    assertThat(Rows.of(database)).as(way.toString()).isEqualTo(before);

    UpgradeOutcome upgraded = migrations.upgrade();
    assertThat(upgraded.begun()).isEmpty();
    assertThat(Rows.of(database)).as(way.toString()).isEqualTo(before);
    assertThat(migrations.failures()).as(way.toString()).isEmpty();
    assertThat(migrations.state()).isEqualTo("version 4");
    assertThat(database.query("select * from public.ledger_verify(null, null)")).isEmpty();
  }

  @Test
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void what_was_found_is_the_first_thing_that_is_recorded(TestDatabase database)
      throws SQLException {
    database.load("v0.2-ledger_entries.csv", ENTRIES);
    database.load("v0.2-telemetry_buffer.csv", "public.telemetry_buffer");
    Rows rows = Rows.of(database);
    Migrations migrations = Migrations.of(database);
    migrations.migrator().adopt(Migrations.authority());

    LedgerAdopted adopted =
        migrations.migrator().status(Migrations.trusted()).adopted().orElseThrow();
    assertThat(adopted.state()).isEqualTo("v0.2");
    assertThat(adopted.entriesRoot()).isEqualTo(rows.root());
    assertThat(adopted.fingerprint())
        .isEqualTo(KnownStates.named("v0.2").orElseThrow().fingerprint());
    assertThat(adopted.head().hash().hex())
        .isEqualTo(
            database
                .query(
                    "select entry_hash from ledger_entries order by sequence_number desc limit 1")
                .get(0));
    assertThat(adopted.runs())
        .extracting(LedgerAdopted.Run::value)
        .containsExactlyElementsOf(
            database.query(
                "select schema_version from ledger_entries group by 1 order by min(id)"));
    assertThat(adopted.partitions())
        .singleElement()
        .asString()
        .startsWith("telemetry_buffer_2026_11 FOR VALUES FROM");
    assertThat(adopted.unchecked()).last().asString().contains("before they were adopted");
    assertThat(database.query("select version || ' ' || type from audit_ledger.ledger_history"))
        .containsExactly("1 SQL");
    assertThat(database.query("select tenant_id || ' ' || days from audit_ledger.retention"))
        .containsExactly("default 30");
    assertThat(database.query("select name from audit_ledger.partitions"))
        .containsExactly("telemetry_buffer_2026_11");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_broken_ledger_is_not_adopted_and_the_entry_is_named(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", ENTRIES);
    database.execute(
        "alter table ledger_entries disable trigger all;"
            + "update ledger_entries set reasoning = 'forged' where sequence_number = 42;"
            + "alter table ledger_entries enable trigger all");
    assertThatThrownBy(() -> Migrations.of(database).upgrade())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("not adopted")
        .hasMessageContaining("entry 42")
        .hasMessageContaining("nothing was changed")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(MigrationException.Trouble.ENTRIES);
    assertThat(database.query("select to_regclass('audit_ledger.journal')::text"))
        .containsOnlyNulls();
  }

  @OnEveryPostgres
  void a_schema_that_is_half_made_by_hand_is_refused_with_the_difference(TestDatabase database)
      throws SQLException {
    LedgerStates.ways().get(0).go(database);
    database.execute(
        "alter table ledger_entries add column note text;"
            + "drop trigger ledger_block_truncate on ledger_entries");
    assertThatThrownBy(() -> Migrations.of(database).upgrade())
        .hasMessageContaining("none that is known; the nearest is v0.1")
        .hasMessageContaining("column note of ledger_entries: added")
        .hasMessageContaining("trigger ledger_block_truncate on ledger_entries: removed")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(MigrationException.Trouble.NOT_A_LEDGER);
    assertThat(database.query("select nspname from pg_namespace where nspname = 'audit_ledger'"))
        .isEmpty();
  }

  @Test
  void there_has_to_be_something_to_adopt(TestDatabase database) {
    Migrations migrations = Migrations.of(database);
    assertThatThrownBy(() -> migrations.migrator().adopt(Migrations.authority()))
        .hasMessageContaining("there is no ledger to adopt")
        .hasMessageContaining("audit-ledger migrate upgrade");
    migrations.upgrade();
    assertThatThrownBy(() -> migrations.migrator().adopt(Migrations.authority()))
        .hasMessageContaining("adopted already");
  }

  /** The rows of the era that this table is of. */
  private static String vectors(TestDatabase database) throws SQLException {
    List<String> columns =
        database.query(
            "select attname from pg_attribute where attrelid = 'public.ledger_entries'::regclass"
                + " and attname in ('schema_version', 'envelope_json') and not attisdropped");
    if (columns.contains("envelope_json")) {
      return "v3.0-ledger_entries.csv";
    }
    return Stream.of("schema_version").allMatch(columns::contains)
        ? "v0.2-ledger_entries.csv"
        : "v0.1-ledger_entries.csv";
  }
}
