package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.testing.AncestorWriters;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TableWatch;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Timeout;

/**
 * The ancestor's own ledgers, with its own rows, are adopted and upgraded while its own writers go
 * on: nothing of theirs is lost, and nobody waits while a table is read.
 */
@Timeout(300)
class LiveUpgradeTest {

  @OnEveryPostgres(lasting = true)
  @Template("/ancestor/v0.1.sql")
  void from_v0_1(TestDatabase database) throws Exception {
    isUpgradedLive(database, "v0.1-ledger_entries.csv");
    long boundary =
        Migrations.of(database).migrator().status(Migrations.trusted()).history().stream()
            .map(RecordedMigration::receipt)
            .filter(receipt -> receipt.script().version().equals("2"))
            .mapToLong(receipt -> receipt.head().sequence())
            .findFirst()
            .orElseThrow();
    assertThat(
            database.query(
                "select sequence_number, schema_version from ledger_entries where schema_version <>"
                    + " case when sequence_number <= "
                    + boundary
                    + " then '0.1.0' else '0.2.0' end"))
        .as("what the receipt says of schema_version, while writers went on")
        .isEmpty();
  }

  @OnEveryPostgres(lasting = true)
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void from_v0_2(TestDatabase database) throws Exception {
    isUpgradedLive(database, "v0.2-ledger_entries.csv");
  }

  @OnEveryPostgres(lasting = true)
  @Template("/ancestor/v3-fresh.sql")
  void from_v3(TestDatabase database) throws Exception {
    isUpgradedLive(database, "v3.0-ledger_entries.csv");
  }

  private static void isUpgradedLive(TestDatabase database, String vectors) throws Exception {
    database.load(vectors, "public.ledger_entries");
    long last =
        Long.parseLong(database.query("select max(sequence_number) from ledger_entries").get(0));
    Rows before = Rows.of(database);
    TableWatch watch = new TableWatch("public.ledger_entries");
    AncestorWriters.Account account;
    try (AncestorWriters writers = AncestorWriters.start(4, database::connect);
        FaultProxy proxy = FaultProxy.watching(database, watch)) {
      writers.await(20);
      assertThat(Migrations.of(proxy.database()).upgrade().begun()).contains("LEDGER_ADOPTED");
      writers.await(20);
      account = writers.stop();
    }
    assertThat(account.errors()).isEmpty();
    try (Connection connection = database.connect()) {
      assertThat(account.lostFrom(connection)).isEmpty();
    }
    assertThat(Rows.upTo(last, database)).isEqualTo(before);
    isSound(database, last + account.entries().size());
    assertThat(watch.locks())
        .contains("ShareUpdateExclusiveLock", "AccessExclusiveLock", "ShareRowExclusiveLock");
    assertThat(watch.scansUnderAccessExclusive()).isEmpty();
  }

  private static void isSound(TestDatabase database, long entries) throws SQLException {
    assertThat(database.query("select count(*) from ledger_entries"))
        .containsExactly(Long.toString(entries));
    assertThat(database.query("select * from public.ledger_verify(null, null)")).isEmpty();
    Migrations migrations = Migrations.of(database);
    assertThat(migrations.failures()).isEmpty();
    assertThat(migrations.state()).isEqualTo("version 4");
    List<RecordedMigration> history = migrations.migrator().status(Migrations.trusted()).history();
    assertThat(history)
        .extracting(r -> r.receipt().evidence().text("grade"))
        .containsOnly("structural", "observed");
  }
}
