package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.journal.MigrationReceipt;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade does each step once, with a receipt, or says why it does not. */
@OnPostgres
class UpgradeTest {

  @OnEveryPostgres
  void a_new_ledger_gets_a_journal_a_receipt_for_each_step_and_the_known_schema(
      TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    UpgradeOutcome outcome = migrations.upgrade();
    assertThat(outcome.begun()).contains("LEDGER_INITIALIZED");
    assertThat(outcome.steps())
        .extracting(step -> step.set() + " " + step.version())
        .containsExactly(
            "control 1",
            "ledger 1",
            "ledger 2",
            "ledger 2.1",
            "ledger 3",
            "ledger 3.1",
            "ledger 3.2",
            "ledger 3.3",
            "ledger 4");
    assertThat(migrations.state()).isEqualTo("version 4");
    assertThat(migrations.failures()).isEmpty();
    assertThat(migrations.upgrade().steps()).isEmpty();
    assertThat(database.query("select count(*) from audit_ledger.partitions"))
        .as("the function that drops partitions knows those that the migration made")
        .containsExactly("8");
  }

  @OnEveryPostgres
  void script_receipt_and_history_are_one_transaction(TestDatabase database) throws SQLException {
    Migrations.of(database).upgrade();
    // The row of the ledger set's version 2, its receipt, and the table that it made.
    assertThat(
            database.query(
                "select count(distinct x) from (select xmin::text x from"
                    + " audit_ledger.ledger_history where version = '2' union all select xmin::text"
                    + " from audit_ledger.journal where note like '%\"MIGRATION_APPLIED\"%' and"
                    + " note like '%\"set\":\"ledger\"%' and note like '%\"version\":\"2\"%' union"
                    + " all select xmin::text from pg_attribute where attrelid ="
                    + " 'public.ledger_entries'::regclass and attname = 'schema_version') r"))
        .containsExactly("1");
  }

  @OnEveryPostgres
  @EnabledOnOs(OS.LINUX)
  @Template("/ancestor/v0.1.sql")
  void the_sealed_proof_stands_in_each_receipt_and_keeps_no_file_open(
      TestDatabase database, @TempDir Path leaves) throws SQLException, IOException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    Migrations migrations = Migrations.of(database).keepingLeavesIn(leaves);
    UpgradeOutcome outcome =
        migrations.migrator().upgrade(Migrations.authority(), Migrations.HEAD, Proof.SEALED);
    assertThat(outcome.steps()).extracting(RecordedStep::grade).containsOnly("sealed");
    String adopted =
        migrations
            .migrator()
            .status(Migrations.trusted())
            .adopted()
            .orElseThrow()
            .entriesRoot()
            .hex();
    assertThat(migrations.migrator().status(Migrations.trusted()).history())
        .filteredOn(step -> step.receipt().evidence().text("grade").equals("sealed"))
        .extracting(step -> step.receipt().evidence().text("entries_root"))
        .containsOnly(adopted);
    assertThat(openFiles()).noneMatch(file -> file.startsWith(leaves.toString()));
  }

  /** By their names, also those that have none any more; on Linux. */
  private static List<String> openFiles() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        try {
          names.add(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException e) {
          // It was closed meanwhile, such as the one that lists them.
        }
      }
    }
    return names;
  }

  @Test
  void it_stops_at_the_version_that_is_asked_for(TestDatabase database) {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("3"));
    assertThat(migrations.state()).isEqualTo("version 3");
    assertThatThrownBy(() -> migrations.upgrade(Migrations.version("2.1")))
        .hasMessageContaining("the ledger is at version 3, beyond 2.1")
        .hasMessageContaining("migrate downgrade --to 2.1");
    assertThat(migrations.upgrade().steps())
        .extracting(RecordedStep::version)
        .first()
        .isEqualTo("3.1");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void the_receipt_of_version_2_says_where_the_schema_version_changes(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    MigrationReceipt second =
        migrations.migrator().status(Migrations.trusted()).history().stream()
            .map(RecordedMigration::receipt)
            .filter(receipt -> receipt.script().version().equals("2"))
            .findFirst()
            .orElseThrow();
    assertThat(second.head().sequence()).isEqualTo(120);
    assertThat(database.query("select distinct schema_version from ledger_entries"))
        .containsExactly("0.1.0");
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void two_at_once_do_the_work_once_and_both_are_content(TestDatabase database) throws Exception {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    Migrations one = Migrations.of(database);
    Migrations other = Migrations.of(database);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<UpgradeOutcome>> both = List.of(one::upgrade, other::upgrade);
      int steps = 0;
      for (Future<UpgradeOutcome> outcome : threads.invokeAll(both)) {
        steps += outcome.get().steps().size();
      }
      assertThat(steps).isEqualTo(8);
    } finally {
      threads.shutdown();
    }
    List<String> said = new ArrayList<>(one.said());
    said.addAll(other.said());
    assertThat(said)
        .anyMatch(
            line -> line.startsWith("waiting for another migration: its lock is held by pid"));
    assertThat(one.failures()).isEmpty();
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void who_holds_a_lock_for_too_long_is_named(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    Migrations migrations = Migrations.of(database).waiting(Duration.ofSeconds(2));
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("set application_name = 'monthly report'");
      statement.execute("select count(*) from ledger_entries");
      assertThatThrownBy(migrations::upgrade)
          .hasMessageContaining("ACCESS EXCLUSIVE on public.ledger_entries was not to be had")
          .hasMessageContaining("monthly report")
          .hasMessageContaining("nothing was changed")
          .extracting(e -> ((MigrationException) e).trouble())
          .isEqualTo(Trouble.LOCKED);
    }
    assertThat(migrations.upgrade().steps()).extracting(RecordedStep::version).contains("2", "4");
    assertThat(migrations.failures()).isEmpty();
  }

  @OnEveryPostgres
  void what_was_altered_by_hand_between_two_migrations_is_named(TestDatabase database)
      throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("2.1"));
    database.execute("alter table ledger_entries alter column escalation_notes set default 'none'");
    String named =
        "column escalation_notes of ledger_entries: default was nothing, is 'none'::text";
    assertThat(migrations.failures())
        .singleElement()
        .asString()
        .startsWith("ledger structure FAIL")
        .contains("escalation_notes")
        .contains("'none'::text");
    assertThatThrownBy(migrations::upgrade)
        .hasMessageContaining("ledger 3 (transcript columns) is not run on it")
        .hasMessageContaining("column escalation_notes of ledger_entries")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.DRIFT);
    assertThat(named).isNotEmpty();
    database.execute("alter table ledger_entries alter column escalation_notes drop default");
    assertThat(migrations.failures()).isEmpty();
    assertThat(migrations.upgrade().steps()).isNotEmpty();
  }

  @Test
  void a_weakened_protection_is_not_taken_for_the_new_measure(TestDatabase database)
      throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("3"));
    database.execute("alter table ledger_entries disable trigger ledger_block_delete");
    assertThatThrownBy(migrations::upgrade)
        .hasMessageContaining("the protection is not what was last recorded")
        .hasMessageContaining("trigger ledger_block_delete on ledger_entries")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.DRIFT);
    database.execute("grant select on ledger_entries to public");
    database.execute("alter table ledger_entries enable trigger ledger_block_delete");
    assertThatThrownBy(migrations::upgrade).hasMessageContaining("granted to PUBLIC");
    assertThat(migrations.migrator().acceptPosture(Migrations.authority(), "everybody may read"))
        .singleElement()
        .asString()
        .contains("granted to PUBLIC");
    assertThat(migrations.upgrade().steps()).isNotEmpty();
    assertThat(migrations.failures()).isEmpty();
    assertThat(migrations.migrator().acceptPosture(Migrations.authority(), "again")).isEmpty();
  }

  @Test
  void a_journal_that_does_not_hold_is_not_built_upon(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("1"));
    database.execute(
        "alter table audit_ledger.journal disable trigger all;"
            + "update audit_ledger.journal set note = replace(note, 'baseline', 'Baseline');"
            + "alter table audit_ledger.journal enable trigger all");
    assertThatThrownBy(migrations::upgrade)
        .isInstanceOfAny(MigrationException.class, HistoryBrokenException.class)
        .hasMessageContaining("statement 3")
        .hasMessageContaining("nothing was changed");
    assertThat(database.query("select version from audit_ledger.ledger_history"))
        .containsExactly("1");
  }

  @Test
  void what_a_script_sets_ends_with_its_migration(TestDatabase database) {
    Migrations migrations =
        Migrations.of(database).with(Doctored.beginning("set default_transaction_read_only = on;"));
    assertThat(migrations.upgrade().steps()).hasSize(9);
    assertThat(migrations.state()).isEqualTo("version 4");
  }

  @Test
  void a_server_that_does_not_count_what_is_written_is_no_witness(TestDatabase database)
      throws SQLException {
    database.execute("alter database " + database.name() + " set track_counts = off");
    Migrations migrations = Migrations.of(database);
    assertThatThrownBy(migrations::upgrade)
        .hasMessageContaining("track_counts is off")
        .hasMessageContaining("nothing was changed")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.REFUSED);
    assertThat(database.query("select to_regnamespace('audit_ledger')::text")).containsOnlyNulls();
  }

  @Test
  void another_key_is_refused_before_anything_is_done(TestDatabase database) {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("1"));
    Authority stranger =
        Migrations.authority(
            Migrations.signer("acme/plant-1", 8), org.auditledger.signature.TrustedKeys.NONE);
    assertThatThrownBy(
            () -> migrations.migrator().upgrade(stranger, Migrations.HEAD, Proof.STRUCTURAL))
        .hasMessageContaining("statement 1 of the journal is signed by no key that is trusted")
        .hasMessageContaining("--trust")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.TRUST);
  }

  @OnEveryPostgres(lasting = true)
  void who_may_not_is_told_so_and_nothing_is_left(TestDatabase database) throws SQLException {
    String role = "nobody_" + database.name();
    database.execute("create role " + role + " login password 'x'");
    try {
      String dsn = database.dsn().replaceFirst("//[^@]*@", "//" + role + ":x@");
      Migrator migrator =
          new Migrator(
              Migrations.server(dsn),
              MigrationSets.released(),
              Duration.ofSeconds(5),
              java.nio.file.Path.of(System.getProperty("java.io.tmpdir")),
              line -> {});
      assertThatThrownBy(
              () -> migrator.upgrade(Migrations.authority(), Migrations.HEAD, Proof.STRUCTURAL))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("permission denied for database")
          .hasMessageContaining("connect as a role that may do this");
    } finally {
      database.execute("drop role " + role);
    }
    assertThat(database.query("select nspname from pg_namespace where nspname = 'audit_ledger'"))
        .isEmpty();
  }
}
