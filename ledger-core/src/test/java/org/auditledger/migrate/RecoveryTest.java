package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What is true is found out from the schema, said, and recorded; one command then finishes it. */
@OnPostgres
class RecoveryTest {

  @Test
  void where_nothing_was_begun_there_is_nothing_to_recover(TestDatabase database) {
    RecoveryAccount account = recover(Migrations.of(database));
    assertThat(account.found()).singleElement().asString().contains("has not begun");
    assertThat(account.done()).isEmpty();
    assertThat(account.next()).contains("audit-ledger migrate upgrade");
  }

  @Test
  void where_all_is_well_nothing_is_done(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    String statements = "select count(*) from audit_ledger.journal";
    String before = database.query(statements).get(0);
    RecoveryAccount account = recover(migrations);
    assertThat(account.found()).containsExactly("the schema is what was last recorded");
    assertThat(account.done()).isEmpty();
    assertThat(account.next()).isEmpty();
    assertThat(database.query(statements)).containsExactly(before);
  }

  @OnEveryPostgres
  void a_failed_row_is_answered_and_the_upgrade_goes_on(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("2"));
    database.execute(
        "insert into audit_ledger.ledger_history (installed_rank, version, description, type,"
            + " script, installed_by, execution_time, success) values (50, '2.1',"
            + " 'schema version index', 'SQL', 'deploy/V2_1__schema_version_index.sql', 'x', 1,"
            + " false)");
    assertThatThrownBy(migrations::upgrade)
        .hasMessageContaining("migrate recover")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.HISTORY);
    RecoveryAccount account = recover(migrations);
    assertThat(account.done())
        .containsExactly("answered row 50 of ledger_history with a DELETE row");
    assertThat(account.next()).contains("audit-ledger migrate upgrade");
    assertThat(migrations.upgrade().steps()).hasSize(6);
    assertThat(migrations.failures()).isEmpty();
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void an_index_that_was_left_invalid_is_explained_and_built_again(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("2"));
    interruptPreparation(database, migrations);

    RecoveryAccount account = recover(migrations);
    assertThat(account.found())
        .contains("the schema is what was last recorded")
        .anyMatch(line -> line.startsWith("preparing version 2.1 was begun"));
    assertThat(account.next()).contains("audit-ledger migrate upgrade");
    assertThat(migrations.upgrade().steps()).extracting(RecordedStep::version).contains("2.1", "4");
    assertThat(migrations.failures()).isEmpty();
  }

  /** As a death in the middle of it leaves it: begun in the journal, and an index half-built. */
  private static void interruptPreparation(TestDatabase database, Migrations migrations)
      throws SQLException {
    database.execute(
        "create function public.die() returns trigger language plpgsql as $$ begin raise exception"
            + " 'the journal is full'; end $$;"
            + "create trigger die before insert on audit_ledger.ledger_history for each row"
            + " execute function public.die()");
    assertThatThrownBy(migrations::upgrade).hasMessageContaining("the journal is full");
    database.execute(
        "drop trigger die on audit_ledger.ledger_history; drop function public.die();"
            + "update pg_index set indisvalid = false where indexrelid ="
            + " 'public.idx_ledger_schema_version'::regclass");
  }

  @OnEveryPostgres
  void scripts_that_were_run_by_hand_are_recorded_and_then_applied_with_receipts(
      TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade(Migrations.version("2.1"));
    for (Migration migration : MigrationSet.ledger().migrations()) {
      database.execute(migration.deploy().sql());
    }
    assertThatThrownBy(migrations::upgrade)
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.DRIFT);
    RecoveryAccount account = recover(migrations);
    assertThat(account.found()).contains("the schema is that of version 4, which was not recorded");
    assertThat(account.done()).containsExactly("recorded that as an incident");
    migrations.migrator().acceptPosture(Migrations.authority(), "guards were made by hand");
    assertThat(migrations.upgrade().steps())
        .extracting(RecordedStep::version)
        .containsExactly("3", "3.1", "3.2", "3.3", "4");
    assertThat(migrations.failures()).isEmpty();
  }

  @OnEveryPostgres
  void a_revert_that_was_run_by_hand_is_taken_out_of_the_history(TestDatabase database)
      throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    database.execute(MigrationSet.ledger().find(Migrations.HEAD).orElseThrow().revert().sql());
    assertThat(migrations.failures()).isNotEmpty();
    RecoveryAccount account = recover(migrations);
    assertThat(account.done())
        .containsExactly(
            "took version 4 out of the history: its effect is not there",
            "recorded that as an incident");
    assertThat(account.next()).contains("audit-ledger migrate upgrade");
    migrations.migrator().acceptPosture(Migrations.authority(), "guards were dropped by hand");
    assertThat(migrations.upgrade().steps()).extracting(RecordedStep::version).containsExactly("4");
    assertThat(migrations.failures()).isEmpty();
  }

  @Test
  void what_is_no_known_state_is_left_alone(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    migrations.upgrade();
    database.execute("alter table ledger_entries add column note text");
    assertThatThrownBy(() -> recover(migrations))
        .hasMessageContaining("neither what was last recorded nor any known state")
        .hasMessageContaining("column note of ledger_entries: added")
        .extracting(e -> ((MigrationException) e).trouble())
        .isEqualTo(Trouble.DRIFT);
  }

  private static RecoveryAccount recover(Migrations migrations) {
    return migrations.migrator().recover(Migrations.authority());
  }
}
