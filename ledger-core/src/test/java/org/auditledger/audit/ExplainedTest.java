package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be a finding is none once a statement in the journal explains it. */
@OnPostgres
@Template("/ancestor/v0.1.sql")
class ExplainedTest {

  private static final String ZEROS = "0".repeat(64);

  @TempDir private Path directory;

  @Test
  void a_partition_that_a_retention_run_dropped(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(20);
    Anchor anchor = ledger.seal();
    String partition =
        database
            .query(
                "select relname from pg_inherits join pg_class on oid = inhrelid"
                    + " where inhparent = 'public.telemetry_buffer'::regclass order by 1 limit 1")
            .get(0);
    String day = partition.replaceAll("\\D", " ").strip().replace(' ', '-');
    String next = database.query("select (date '" + day + "' + 1)::text").get(0);
    String bounds = "\"from\":\"%sT00:00:00.000000Z\",".formatted(day);
    String end = "\"to\":\"%sT00:00:00.000000Z\"".formatted(next);
    database.execute("drop table public." + partition);
    assertThat(AuditedLedger.findings(ledger.audit(Optional.of(anchor))))
        .containsExactly("posture PARTITION_MISSING");
    record(ledger, Kind.PARTITION_DROP_INTENDED, drop(partition, bounds, end));
    record(ledger, Kind.PARTITION_DROPPED, drop(partition, bounds, end));
    assertClean(ledger.audit(Optional.of(anchor)));
  }

  private static String drop(String partition, String from, String to) {
    return """
    {"digest":"%s","evidence":"witnessed",%s"holds_checked":0,"partition":"%s","plan":"%s",\
    "policy":{"days":30,"decided_by":"default"},"rows":0,%s}\
    """
        .formatted(ZEROS, from, partition, ZEROS, to);
  }

  @Test
  void a_backup_that_was_restored(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(20);
    Anchor anchor = ledger.seal();
    String name = database.name() + "_restored";
    TestDatabase administered = new TestDatabase(database.server(), "postgres");
    administered.execute("create database " + name + " template " + database.name());
    try {
      TestDatabase copy = new TestDatabase(database.server(), name);
      AuditedLedger restored = new AuditedLedger(copy, ledger.signer(), directory);
      assertThat(AuditedLedger.findings(restored.audit(Optional.of(anchor))))
          .containsExactly("history DATABASE_UNEXPLAINED");
      record(
          restored,
          Kind.RESTORED,
          """
          {"database":%s,"entries_root":"%s","from":%s,"head":{"hash":"%s","sequence":20},\
          "journal_size":1,"manifest":"%s","reason":"a disk that failed"}\
          """
              .formatted(identity(copy), ZEROS, identity(database), ZEROS, ZEROS));
      assertClean(restored.audit(Optional.of(anchor)));
    } finally {
      administered.execute("drop database " + name + " with (force)");
    }
  }

  private static String identity(TestDatabase database) throws SQLException {
    return database
        .query(
            "select format('{\"oid\":%s,\"system_identifier\":\"%s\"}', oid, system_identifier)"
                + " from pg_control_system(), pg_database where datname = current_database()")
        .get(0);
  }

  private static void record(AuditedLedger ledger, Kind kind, String body) throws SQLException {
    Members members =
        (Members) CanonicalJson.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    try (Connection connection = ledger.database().connect()) {
      connection.setAutoCommit(false);
      JournalHead unused = ledger.recorder().record(connection, kind, members);
      connection.commit();
    }
  }

  private static void assertClean(LedgerReport report) {
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.areas()).flatExtracting(AreaReport::notChecked).isEmpty();
  }
}
