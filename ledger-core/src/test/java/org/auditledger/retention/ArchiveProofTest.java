package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.BackupFile;
import org.auditledger.backup.Backups;
import org.auditledger.control.Recorder;
import org.auditledger.entry.Digest;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.JournalDefect;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionContents;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TestSessions;
import org.auditledger.seal.ProofOutcome;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archived record is shown to have been in a partition that was dropped, or it is not. */
@OnPostgres
@Template("/ancestor/v0.1.sql")
class ArchiveProofTest {

  private static final String PARTITION = "p";
  private static final int RECORDS = 21;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private AuditedLedger ledger;

  @SuppressWarnings("NullAway.Init")
  private Archived archived;

  @BeforeEach
  void archive(TestDatabase database) throws SQLException {
    ledger = AuditedLedger.of(database, directory);
    Buffers.partition(database, PARTITION);
    for (int i = 0; i < RECORDS; i++) {
      Buffers.record(database, "default", "s", "t-" + i / 2);
    }
    try (Session session = TestSessions.reading(database)) {
      archived =
          new Archive(ledger.recorder().ledger(), directory, Optional.of(ledger.signer()))
              .write(session, PARTITION, Buffers.FROM, Buffers.TO, Buffers.TO);
    }
  }

  @Test
  void each_record_is_shown_to_be_among_them() throws SQLException {
    List<String> ids = ledger.database().query("select id from p order by telemetry_ts, id");
    assertThat(ids).hasSize(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      long id = Long.parseLong(ids.get(i));
      ArchivedRecord.Found found =
          (ArchivedRecord.Found) look(Optional.empty(), OptionalLong.of(id));
      assertThat(found.form()).contains("\"id\":" + id + ",");
      assertThat(found.proof().index()).isEqualTo(i);
      assertThat(found.proof().size()).isEqualTo(RECORDS);
      Digest leaf = new TreeHasher().leaf(found.form().getBytes(StandardCharsets.UTF_8));
      assertThat(found.proof().check(leaf, archived.contents().digest()))
          .isInstanceOf(ProofOutcome.Proven.class);
    }
    assertThat(look(Optional.of("t-10"), OptionalLong.empty()))
        .isInstanceOf(ArchivedRecord.Found.class);
    assertThat(look(Optional.of("t-0"), OptionalLong.empty()))
        .isEqualTo(new ArchivedRecord.Several(2));
    assertThat(look(Optional.of("t-0"), OptionalLong.of(Long.parseLong(ids.get(1)))))
        .isInstanceOf(ArchivedRecord.Found.class);
    assertThat(look(Optional.of("t"), OptionalLong.empty()))
        .isEqualTo(new ArchivedRecord.Missing());
    assertThat(ArchiveProof.read(archived.file(), Optional.empty()).record()).isEmpty();
    RecordSelector other =
        new RecordSelector(Optional.of("acme"), Optional.of("t-10"), OptionalLong.empty());
    assertThat(ArchiveProof.read(archived.file(), Optional.of(other)).record())
        .contains(new ArchivedRecord.Missing());
  }

  @Test
  void the_receipt_is_found_in_the_ledger_and_in_a_backup() throws SQLException {
    ArchiveProof proof = ArchiveProof.read(archived.file(), Optional.empty());
    assertThat(receipt(proof, ledger.trusted()))
        .isEqualTo(new ArchiveReceipt.Missing("no statement is the receipt for p"));
    PartitionContents fewer =
        new PartitionContents(
            20,
            archived.contents().first(),
            archived.contents().last(),
            archived.contents().digest());
    long wrong = record(drop(fewer, PartitionDrop.WITNESSED));
    assertThat(receipt(proof, ledger.trusted()))
        .isEqualTo(
            new ArchiveReceipt.Missing(
                "statement "
                    + wrong
                    + " is the receipt for one of this name with 20 records and"
                    + " digest "
                    + fewer.digest()
                    + ", from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z"));
    PartitionDrop said = drop(archived.contents(), PartitionDrop.WITNESSED);
    long position = record(said);
    ArchiveReceipt.Dropped dropped = (ArchiveReceipt.Dropped) receipt(proof, ledger.trusted());
    assertThat(dropped.position()).isEqualTo(position);
    assertThat(dropped.receipt()).isEqualTo(said);
    assertThat(dropped.receipt().archive()).contains(archived.named());
    assertThat(dropped.by()).containsExactly(ledger.signer().verifier());
    assertThat(receipt(proof, TrustedKeys.NONE))
        .isEqualTo(
            new ArchiveReceipt.Unproven(position, said, "is signed by nobody who is trusted"));
    Path backup = directory.resolve("b.backup");
    Backups.take(ledger, Backups.whole(ledger, backup));
    assertThat(proof.receipt(BackupFile.plain(backup), ledger.trusted())).isEqualTo(dropped);
  }

  @Test
  void what_only_the_database_said_proves_nothing() throws SQLException {
    ArchiveProof proof = ArchiveProof.read(archived.file(), Optional.empty());
    PartitionDrop said = drop(archived.contents(), PartitionDrop.UNWITNESSED);
    long position = record(said);
    assertThat(receipt(proof, ledger.trusted()))
        .isEqualTo(
            new ArchiveReceipt.Unproven(
                position, said, "repeats what only the database said of its contents"));
  }

  @Test
  void a_journal_that_is_not_whole_or_of_another_ledger_is_no_proof()
      throws SQLException, IOException {
    ArchiveProof proof = ArchiveProof.read(archived.file(), Optional.empty());
    record(drop(archived.contents(), PartitionDrop.WITNESSED));
    ledger
        .database()
        .execute(
            "alter table audit_ledger.journal disable trigger all;"
                + " delete from audit_ledger.journal where position = 2");
    ArchiveReceipt.Broken broken = (ArchiveReceipt.Broken) receipt(proof, ledger.trusted());
    assertThat(broken.defect().code()).isEqualTo(JournalDefect.Code.MISSING);
    ledger.database().execute("drop schema audit_ledger cascade");
    assertThat(receipt(proof, ledger.trusted()))
        .isEqualTo(
            new ArchiveReceipt.Missing(
                "there is no journal here, as there has to be of " + ledger.recorder().ledger()));
    Files.writeString(archived.file(), "cut off");
    assertThatThrownBy(() -> ArchiveProof.read(archived.file(), Optional.empty()))
        .isInstanceOf(BackupException.class)
        .hasMessageStartingWith(archived.file() + " is no sound archive\nit ends after nothing\n");
  }

  private ArchivedRecord look(Optional<String> telemetryId, OptionalLong id) {
    RecordSelector wanted = new RecordSelector(Optional.of("default"), telemetryId, id);
    return ArchiveProof.read(archived.file(), Optional.of(wanted)).record().orElseThrow();
  }

  private PartitionDrop drop(PartitionContents contents, String evidence) {
    return new PartitionDrop(
        PARTITION,
        Buffers.FROM,
        Buffers.TO,
        contents,
        Optional.of(archived.named()),
        evidence,
        Digest.ZERO,
        new DropPolicy(
            "default", 30, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
        0);
  }

  private long record(PartitionDrop said) throws SQLException {
    try (Connection connection = ledger.database().connect()) {
      connection.setAutoCommit(false);
      Recorder recorder = ledger.recorder();
      long position = recorder.record(connection, Kind.PARTITION_DROPPED, said.toBody()).position();
      connection.commit();
      return position;
    }
  }

  private ArchiveReceipt receipt(ArchiveProof proof, TrustedKeys trusted) throws SQLException {
    try (Connection connection = ledger.database().connect()) {
      return proof.receipt(connection, trusted);
    }
  }
}
