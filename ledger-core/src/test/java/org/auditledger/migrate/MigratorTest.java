package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;

class MigratorTest {

  @OnEveryPostgres
  void makes_a_ledger_where_there_is_none(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    long start = System.nanoTime();
    UpgradeOutcome outcome = migrations.upgrade();
    System.out.println((System.nanoTime() - start) / 1000000 + " ms " + outcome.steps());
    assertThat(outcome.begun()).contains("LEDGER_INITIALIZED");
    assertThat(outcome.steps()).hasSize(9);
    System.out.println(migrations.migrator().verify(Migrations.trusted()));
    assertThat(migrations.upgrade().steps()).isEmpty();
    System.out.println(
        migrations
            .migrator()
            .downgrade(Migrations.authority(), Optional.empty(), Proof.STRUCTURAL));
    System.out.println(migrations.migrator().verify(Migrations.trusted()));
    System.out.println(migrations.upgrade().steps());
    System.out.println(migrations.migrator().verify(Migrations.trusted()));
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void adopts(TestDatabase database) throws SQLException {
    Migrations migrations = Migrations.of(database);
    System.out.println(migrations.migrator().plan(Migrations.HEAD, Migrations.trusted()).begins());
    System.out.println(migrations.upgrade());
    System.out.println(migrations.migrator().verify(Migrations.trusted()));
  }
}
