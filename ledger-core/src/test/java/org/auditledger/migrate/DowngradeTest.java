package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What was applied can be taken back, as long as nothing is lost. */
@OnPostgres
class DowngradeTest {

  private static final String ENTRIES = "public.ledger_entries";

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void up_and_down_and_up_again_is_the_same_schema_and_the_same_seal(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", ENTRIES);
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    final Rows rows = Rows.of(database);
    List<String> tenants = database.query("select tenant_id from tenants");

    List<RecordedStep> taken = downgrade(migrations, "1");
    assertThat(taken)
        .extracting(RecordedStep::version)
        .containsExactly("4", "3.3", "3.2", "3.1", "3", "2.1", "2");
    assertThat(Rows.of(database)).isEqualTo(rows);
    assertThat(database.query("select tenant_id from tenants")).isEqualTo(tenants).isNotEmpty();
    assertThat(migrations.state()).isEqualTo("v0.1 (version 1), and tenants of a later one");
    assertThat(migrations.failures()).isEmpty();

    assertThat(migrations.upgrade().steps()).hasSize(7);
    assertThat(migrations.state()).isEqualTo("version 4");
    assertThat(Rows.of(database)).isEqualTo(rows);
    assertThat(migrations.failures()).isEmpty();
  }

  @OnEveryPostgres
  void an_empty_ledger_can_be_taken_away_altogether_and_made_again(TestDatabase database)
      throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    assertThat(
            migrations
                .migrator()
                .downgrade(Migrations.authority(), Optional.empty(), Proof.STRUCTURAL))
        .hasSize(8);
    assertThat(database.query("select to_regclass('public.ledger_entries')::text"))
        .containsOnlyNulls();
    assertThat(database.query("select tenant_id from tenants")).containsExactly("default");
    assertThat(migrations.failures()).isEmpty();
    assertThat(migrations.upgrade().steps()).hasSize(8);
    assertThat(migrations.failures()).isEmpty();
  }

  @Test
  @Template("/ancestor/v3-fresh.sql")
  void what_an_entry_holds_is_not_dropped(TestDatabase database) throws SQLException {
    database.load("v3.0-ledger_entries.csv", ENTRIES);
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    final Rows rows = Rows.of(database);
    assertThatThrownBy(() -> downgrade(migrations, "2.1"))
        .hasMessageContaining("entries hold envelopes, transcripts or newer tracks")
        .hasMessageContaining("Stay at this version")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.REFUSED);
    assertThat(Rows.of(database)).isEqualTo(rows);
    assertThat(migrations.state()).isEqualTo("version 3");
    assertThat(migrations.failures()).isEmpty();
  }

  @Test
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void a_buffer_with_rows_in_no_backup_stays(TestDatabase database) throws SQLException {
    database.load("v0.2-ledger_entries.csv", ENTRIES);
    database.load("v0.2-telemetry_buffer.csv", "public.telemetry_buffer");
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    assertThatThrownBy(() -> downgrade(migrations, "1"))
        .hasMessageContaining("the buffer holds rows that are in no verified backup");
    assertThat(database.query("select count(*) from telemetry_buffer")).containsExactly("24");
    assertThat(migrations.state()).isEqualTo("version 2");
    assertThat(migrations.failures()).isEmpty();
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_ledger_with_entries_is_never_dropped(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", ENTRIES);
    Migrations migrations = Migrations.of(database);
    migrations.migrator().adopt(Migrations.authority());
    assertThatThrownBy(
            () ->
                migrations
                    .migrator()
                    .downgrade(Migrations.authority(), Optional.empty(), Proof.STRUCTURAL))
        .hasMessageContaining("ledger_entries holds entries");
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("120");
  }

  @Test
  void there_has_to_be_something_to_take_back(TestDatabase database) {
    Migrations migrations = Migrations.of(database);
    assertThatThrownBy(() -> downgrade(migrations, "1")).hasMessageContaining("not adopted");
    migrations.upgrade(Migrations.version("2"));
    assertThatThrownBy(() -> downgrade(migrations, "3"))
        .hasMessageContaining("not at or above version 3")
        .hasMessageContaining("[1, 2]");
  }

  @Test
  void what_says_so_of_itself_is_never_taken_back(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database).with(Doctored.forbidden());
    UpgradeOutcome unused = migrations.upgrade();
    assertThatThrownBy(() -> downgrade(migrations, "3.3"))
        .hasMessageContaining("4 is never reverted")
        .hasMessageContaining("stay at this version")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.REFUSED);
    assertThat(migrations.state()).isEqualTo("version 4");
    assertThat(
            database.query("select count(*) from audit_ledger.ledger_history where version = '4'"))
        .containsExactly("1");
  }

  @Test
  void nothing_is_taken_back_while_flyway_is_at_work(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database).waiting(Duration.ofSeconds(1));
    UpgradeOutcome unused = migrations.upgrade();
    try (Connection flyway = database.connect();
        Statement statement = flyway.createStatement()) {
      statement.execute("select pg_advisory_lock(%d)".formatted(Downgrade.FLYWAYS_KEY));
      assertThatThrownBy(() -> downgrade(migrations, "3.3"))
          .hasMessageContaining("Flyway is at work on this ledger");
      assertThat(migrations.state()).isEqualTo("version 4");
    }
    assertThat(downgrade(migrations, "3.3")).hasSize(1);
  }

  private static List<RecordedStep> downgrade(Migrations migrations, String version) {
    return migrations
        .migrator()
        .downgrade(
            Migrations.authority(), Optional.of(Migrations.version(version)), Proof.STRUCTURAL);
  }
}
