package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.auditledger.backup.BackupFile;
import org.auditledger.backup.Backups;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.entry.LedgerName;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TestSessions;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.Finding;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a ledger in a backup is what is said of it in its database. */
@OnPostgres
class BackupAuditTest {

  private static final MigrationSets SETS = MigrationSets.released();

  private static AuditedLedger ledger;
  private static Anchor early;
  private static Anchor late;

  /** Its journal has the keys of its transcripts, and seals at several sizes. */
  @BeforeAll
  static void make(@TempDir Path directory, TestDatabase database) throws SQLException {
    ledger = EraLedgers.atHead(database, directory);
    early = ledger.seal();
    for (String file : List.of("transcript-1.ed25519.pub", "transcript-2.ed25519.pub")) {
      new LedgerKeys(ledger.server())
          .register(ledger.recorder(), PublicKey.ofPem(LegacyVectors.text(file)).orThrow(file));
    }
    ledger.append(10);
    late = ledger.seal();
    ledger.append(5);
  }

  private static BackupReport audit(AuditRequest request, BackupFile... files) {
    return new BackupAudit(List.of(files), SETS, request, AuditWatch.NONE).run();
  }

  private static AuditRequest request(TrustedKeys trusted, Anchor anchor, int jobs) {
    return AuditRequest.ofWhole(trusted, Optional.ofNullable(anchor), jobs);
  }

  private static ForgedBackup forged(Session session) throws SQLException {
    return new ForgedBackup(
        session, new LedgerName(ledger.signer().name()), Optional.of(ledger.signer()));
  }

  /** Does this, and undoes it when the question was answered. */
  private static <T> T after(String sql, Asking<T> question) throws SQLException {
    try (Session session = TestSessions.writing(ledger.database())) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      Savepoint before = connection.setSavepoint();
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
        return question.in(session);
      } finally {
        connection.rollback(before);
      }
    }
  }

  private interface Asking<T> {
    T in(Session session) throws SQLException;
  }

  @Test
  void several_who_judge_the_members_come_to_the_same(@TempDir Path directory) throws SQLException {
    Path file = directory.resolve("genuine.backup");
    LedgerReport live = ledger.audit(request(ledger.trusted(), late, 2));
    assertThat(live.unchecked()).isEmpty();
    assertThat(AuditedLedger.findings(live)).isEmpty();
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    BackupFile small;
    try (Session session = TestSessions.reading(ledger.database())) {
      session.connection().setAutoCommit(false);
      small = ForgedBackup.file("small.backup", forged(session).bytes());
    }
    for (int jobs : new int[] {1, 3, 16}) {
      for (BackupFile backup : List.of(BackupFile.plain(file), small)) {
        BackupReport report = audit(request(ledger.trusted(), late, jobs), backup);
        assertThat(report.defects()).isEmpty();
        assertThat(report.notChecked()).isEmpty();
        assertThat(report.parts().get(0).signedBy()).containsExactly(ledger.signer().verifier());
        LedgerReport found = report.ledger();
        assertThat(found.root()).isEqualTo(live.root()).isPresent();
        assertThat(found.head()).isEqualTo(live.head());
        assertThat(found.read()).isEqualTo(live.read());
        assertThat(found.verdicts()).isEqualTo(live.verdicts());
        // Their keys are in the journal, which comes after the entries.
        assertThat(found.unchecked()).isEmpty();
        assertThat(found.sealedTo()).isEqualTo(live.sealedTo());
        assertThat(found.anchoredTo()).isEqualTo(live.anchoredTo());
        for (Area area : List.of(Area.CHAIN, Area.CONTENT, Area.HISTORY)) {
          assertThat(found.area(area)).isEqualTo(live.area(area));
        }
        assertThat(found.area(Area.POSTURE).verdict()).isEqualTo(AreaReport.Verdict.PASS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from audit_ledger.journal where position = 3",
        "delete from audit_ledger.journal where position > 5",
        "delete from audit_ledger.journal",
        "update audit_ledger.journal set note = replace(note, '\"at\"', '\"as\"')"
            + " where position = 4",
        "update audit_ledger.journal set note = note || 'x' where position = 6",
        "update audit_ledger.journal set note = split_part(note, E'\\n\\n', 1) || E'\\n\\n'"
            + " || split_part((select note from audit_ledger.journal where position = 2),"
            + " E'\\n\\n', 2) where position = 6",
        "delete from audit_ledger.checkpoints",
        "delete from audit_ledger.checkpoints where origin like '%/journal'",
        "delete from audit_ledger.checkpoints where size = (select min(size)"
            + " from audit_ledger.checkpoints where origin like '%/entries')",
        "update audit_ledger.checkpoints set note = replace(note, E'\\n', E'\\nx')",
        "update audit_ledger.checkpoints set size = size + 1",
        "delete from audit_ledger.journal where position >= (select max(position)"
            + " from audit_ledger.journal)",
      })
  void a_history_that_was_tampered_with(String sql) throws SQLException {
    String unguarded =
        "set local session_replication_role = replica;"
            + " alter table audit_ledger.journal disable trigger all;"
            + " alter table audit_ledger.checkpoints disable trigger all;"
            + " alter table audit_ledger.checkpoints drop constraint checkpoints_check;";
    for (Anchor anchor : new Anchor[] {early, late}) {
      String found =
          after(
              unguarded + sql,
              session -> {
                List<Finding> live =
                    SealAudit.read(session.connection(), ledger.trusted(), Optional.of(anchor))
                        .findings()
                        .first();
                assertThat(live).isNotEmpty();
                LedgerReport report =
                    audit(
                            request(ledger.trusted(), anchor, 1),
                            ForgedBackup.file("forged", forged(session).bytes()))
                        .ledger();
                assertThat(report.area(Area.HISTORY).findings().first())
                    .containsExactlyElementsOf(live);
                return live.get(0).code().name();
              });
      assertThat(found).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table public.ledger_entries disable trigger ledger_block_update",
        "grant insert on public.ledger_entries to public",
        "drop trigger ledger_block_delete on public.ledger_entries",
        "drop view public.coverage_register",
        "alter table audit_ledger.journal disable trigger all",
      })
  void a_protection_that_was_weaker_when_it_was_taken(String sql) throws SQLException {
    LedgerReport report =
        after(
            sql,
            session ->
                audit(
                        request(ledger.trusted(), late, 1),
                        ForgedBackup.file("forged", forged(session).bytes()))
                    .ledger());
    assertThat(AuditedLedger.findings(report))
        .isNotEmpty()
        .allMatch(one -> one.matches("posture (STRUCTURE_CHANGED|POSTURE_WEAKER)"));
  }

  @Test
  void a_partition_that_nobody_recorded() throws SQLException {
    LedgerReport report =
        after(
            "create table public.telemetry_buffer_other partition of public.telemetry_buffer"
                + " for values from ('2001-01-01') to ('2001-01-02')",
            session ->
                audit(
                        request(ledger.trusted(), late, 1),
                        ForgedBackup.file("forged", forged(session).bytes()))
                    .ledger());
    assertThat(AuditedLedger.findings(report)).contains("posture PARTITION_UNRECORDED");
  }

  @Test
  void that_a_partition_is_gone_a_backup_cannot_explain() throws SQLException {
    String name =
        ledger
            .database()
            .query(
                "select min(c.relname) from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                    + " where i.inhparent = 'public.telemetry_buffer'::regclass")
            .get(0);
    AreaReport posture =
        after(
            "alter table public.telemetry_buffer detach partition public." + name,
            session ->
                audit(
                        request(ledger.trusted(), late, 1),
                        ForgedBackup.file("forged", forged(session).bytes()))
                    .ledger()
                    .area(Area.POSTURE));
    assertThat(posture.notChecked()).anyMatch(why -> why.startsWith("partition " + name));
  }

  @Test
  void a_ledger_that_was_never_adopted(@TempDir Path directory, TestDatabase database)
      throws SQLException {
    LedgerStates.ways().get(0).go(database);
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger unadopted = AuditedLedger.unadopted(database, directory);
    Path file = directory.resolve("first.backup");
    var unused =
        Backups.take(unadopted, Backups.unadopted(file, Optional.of(unadopted.signer().name())));
    AuditRequest request = request(TrustedKeys.NONE, null, 2);
    LedgerReport live = unadopted.audit(request);
    BackupReport report = audit(request, BackupFile.plain(file));
    assertThat(report.defects()).isEmpty();
    assertThat(report.notChecked()).singleElement().asString().contains("nobody who is trusted");
    assertThat(report.ledger().root()).isEqualTo(live.root()).isPresent();
    assertThat(AuditedLedger.findings(report.ledger())).isEmpty();
    for (Area area : List.of(Area.CHAIN, Area.CONTENT, Area.HISTORY)) {
      assertThat(report.ledger().area(area)).isEqualTo(live.area(area));
    }
    BackupReport trusted = audit(request(unadopted.trusted(), null, 2), BackupFile.plain(file));
    assertThat(trusted.notChecked()).isEmpty();
    // Who has a key knows that there should be a journal: as of the ledger itself.
    assertThat(AuditedLedger.findings(trusted.ledger()))
        .isEqualTo(AuditedLedger.findings(unadopted.audit(request(unadopted.trusted(), null, 2))))
        .containsExactly("history JOURNAL_MISSING");
  }
}
