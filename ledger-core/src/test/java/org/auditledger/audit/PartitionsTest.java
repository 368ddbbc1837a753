package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.Proof;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.migrate.Version;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buffer's partitions are those that the journal has receipts for. */
@OnPostgres
class PartitionsTest {

  private static final String DAY =
      " FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2020-01-02 00:00:00+00')";

  @TempDir private Path directory;

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void what_somebody_attached_is_named_until_it_is_accepted(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    byHand(database, "mine", DAY);
    byHand(database, "early", " for values from (minvalue) to ('2019-01-01 00:00:00+00')");
    assertThat(said(posture(ledger)))
        .contains(
            "partition mine" + DAY + " is attached, and the journal does not know it",
            "partition early FOR VALUES FROM (MINVALUE) TO ('2019-01-01 00:00:00+00') is attached,"
                + " and the journal does not know it");
    assertThat(accept(ledger)).contains("partition mine" + DAY + ": attached");
    // No statement can say that a partition has no beginning.
    assertThat(said(posture(ledger))).singleElement().asString().startsWith("partition early ");
    database.execute("drop table public.early");
    assertThat(said(posture(ledger))).isEmpty();
    assertThat(accept(ledger)).noneMatch(said -> said.endsWith(": attached"));
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void what_only_the_database_says_was_dropped_is_not_checked(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    byHand(database, "mine", DAY);
    assertThat(accept(ledger)).isNotEmpty();
    assertThat(posture(ledger).notChecked()).isEmpty();
    database.execute("alter database " + database.name() + " set timezone = 'Asia/Kathmandu'");
    assertThat(database.query("select public.drop_buffer_partitions_older_than('2021-01-01')"))
        .containsExactly("1");
    database.execute("alter database " + database.name() + " reset timezone");
    AreaReport posture = posture(ledger);
    assertThat(said(posture)).isEmpty();
    assertThat(posture.notChecked())
        .singleElement()
        .asString()
        .matches("partition mine was dropped by postgres at .*, and only the database says so");
    byHand(database, "mine", DAY);
    byHand(database, "other", DAY.replace("-01-0", "-02-0"));
    assertThat(accept(ledger)).isNotEmpty();
    database.execute("drop table public.other");
    database.execute(
        "insert into audit_ledger.partition_drops (name, lower_bound, upper_bound, row_count,"
            + " digest, cutoff, dropped_by) values"
            + " ('other', '2020-02-01+00', '2020-02-03+00', 0, repeat('0', 64), now(), 'me')");
    assertThat(said(posture(ledger)))
        .singleElement()
        .asString()
        .startsWith("partition other" + DAY.replace("-01-0", "-02-0") + " is not attached, and ");
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void those_that_an_adoption_found_have_their_receipt(TestDatabase database) throws SQLException {
    byHand(database, "\"a day\"", DAY);
    byHand(database, "early", " for values from (minvalue) to ('2019-01-01 00:00:00.5+00')");
    byHand(database, "rest", " default");
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    assertThat(said(posture(ledger))).isEmpty();
    database.execute("alter table public.telemetry_buffer detach partition public.\"a day\"");
    database.execute("drop table public.early");
    assertThat(said(posture(ledger)))
        .containsExactly(
            "partition a day"
                + DAY
                + " is not attached, and statement 1 of the journal says that it is; there is a"
                + " table of its name",
            "partition early FOR VALUES FROM (MINVALUE) TO ('2019-01-01 00:00:00.5+00') is not"
                + " attached, and statement 1 of the journal says that it is");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_buffer_that_was_taken_back_has_none(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    Version first = MigrationSet.ledger().migrations().get(0).version();
    assertThat(
            ledger.migrator().downgrade(ledger.authority(), Optional.of(first), Proof.STRUCTURAL))
        .isNotEmpty();
    assertThat(said(posture(ledger))).isEmpty();
    UpgradeOutcome unused =
        ledger
            .migrator()
            .upgrade(ledger.authority(), MigrationSet.ledger().head(), Proof.STRUCTURAL);
    assertThat(AuditedLedger.findings(ledger.audit(Optional.empty()))).isEmpty();
  }

  private static void byHand(TestDatabase database, String name, String bounds)
      throws SQLException {
    database.execute(
        "create table public." + name + " partition of public.telemetry_buffer" + bounds);
  }

  private static List<String> accept(AuditedLedger ledger) {
    return ledger.migrator().acceptPosture(ledger.authority(), "made by hand");
  }

  private static AreaReport posture(AuditedLedger ledger) {
    return ledger.audit(Optional.empty()).area(Area.POSTURE);
  }

  /** Findings about partitions; those about their guards are others. */
  private static List<String> said(AreaReport posture) {
    return posture.findings().first().stream()
        .filter(finding -> finding.code().name().startsWith("PARTITION"))
        .map(finding -> finding.what())
        .toList();
  }
}
