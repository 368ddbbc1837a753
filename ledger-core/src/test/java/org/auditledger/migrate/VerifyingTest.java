package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.migrate.Verification.Check;
import org.auditledger.migrate.Verification.Result;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * History and receipts are compared both ways, and whatever one has and the other lacks is said.
 */
@OnPostgres
class VerifyingTest {

  private TestDatabase database;
  private Migrations migrations;

  @BeforeEach
  void upgraded(TestDatabase fresh) {
    database = fresh;
    migrations = Migrations.of(database);
    UpgradeOutcome unused = migrations.upgrade();
    assertThat(migrations.failures()).isEmpty();
  }

  @Test
  void a_row_of_the_history_without_a_receipt() throws SQLException {
    unguarded(
        "insert into audit_ledger.ledger_history (installed_rank, version, description, type,"
            + " script, installed_by, execution_time, success) values (99, '5', 'forged', 'SQL',"
            + " 'deploy/V5__forged.sql', 'x', 1, true)");
    assertThat(failed("ledger history", Trouble.HISTORY))
        .containsExactly("version 5 is in the history and has no receipt");
  }

  @Test
  void a_receipt_without_a_row_in_the_history() throws SQLException {
    unguarded("delete from audit_ledger.ledger_history where version = '4'");
    assertThat(failed("ledger history", Trouble.HISTORY))
        .containsExactly("version 4 has a receipt and is not in the history");
  }

  @Test
  void a_migration_that_was_reverted_and_counts_as_applied() throws SQLException {
    List<RecordedStep> unused =
        migrations
            .migrator()
            .downgrade(
                Migrations.authority(), Optional.of(Migrations.version("3.3")), Proof.STRUCTURAL);
    assertThat(migrations.failures()).isEmpty();
    unguarded("delete from audit_ledger.ledger_history where type = 'DELETE'");
    assertThat(failed("ledger history", Trouble.HISTORY))
        .containsExactly("version 4 is in the history, and was reverted by its receipt");
  }

  @Test
  void a_row_that_a_failed_migration_left() throws SQLException {
    unguarded(
        "insert into audit_ledger.ledger_history (installed_rank, version, description, type,"
            + " script, installed_by, execution_time, success) values (99, '5', 'failed', 'SQL',"
            + " 'deploy/V5__failed.sql', 'x', 1, false)");
    assertThat(failed("ledger history", Trouble.HISTORY))
        .containsExactly("row 99 of the history was left by a migration that failed");
  }

  @Test
  void a_migration_that_came_from_another_file() {
    migrations.with(Doctored.note());
    assertThat(failed("ledger history", Trouble.HISTORY))
        .containsExactly("version 4 was applied from another file than this program's");
  }

  @Test
  void a_migration_that_is_not_in_effect_any_more() throws SQLException {
    database.execute("alter table public.ledger_entries enable trigger ledger_block_update");
    assertThat(failed("ledger scripts", Trouble.DRIFT))
        .anyMatch(detail -> detail.contains("ledger_block_update"));
    assertThat(failed("ledger protection", Trouble.DRIFT))
        .anyMatch(detail -> detail.contains("ledger_block_update"));
  }

  @Test
  void statements_that_nobody_trusted_has_signed_are_not_taken_for_checked() {
    TrustedKeys other = TrustedKeys.of(Migrations.signer("acme/plant-1", 8).verifier());
    assertThat(migrations.migrator().verify(other).checks())
        .filteredOn(check -> check.name().equals("journal signatures"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.result()).isEqualTo(Result.NOT_CHECKED);
              assertThat(check.details())
                  .singleElement()
                  .asString()
                  .contains("signed by keys that are not trusted, the first of them 1");
            });
  }

  private List<String> failed(String name, Trouble trouble) {
    Check failed =
        migrations.migrator().verify(Migrations.trusted()).checks().stream()
            .filter(check -> check.name().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(failed.result()).isEqualTo(Result.FAIL);
    assertThat(failed.trouble()).contains(trouble);
    return failed.details();
  }

  /** As somebody does it who owns the table. */
  private void unguarded(String sql) throws SQLException {
    String table = "alter table audit_ledger.ledger_history ";
    database.execute(table + "disable trigger all;" + sql);
    for (String guard :
        database.query(
            "select quote_ident(tgname) from pg_trigger where not tgisinternal and tgrelid ="
                + " 'audit_ledger.ledger_history'::regclass")) {
      database.execute(table + "enable always trigger " + guard);
    }
  }
}
