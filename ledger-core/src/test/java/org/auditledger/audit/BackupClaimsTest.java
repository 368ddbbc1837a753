package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.auditledger.audit.BackupDefect.Code;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.BackupFile;
import org.auditledger.backup.Backups;
import org.auditledger.chain.Head;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalHead;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TestSessions;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup says of itself is held against what is in it, and against who says so. */
@OnPostgres
@Template("/ancestor/v3-fresh.sql")
class BackupClaimsTest {

  private static final MigrationSets SETS = MigrationSets.released();
  private static final Digest OTHER = Digest.sha256(new byte[] {1});

  private static AuditedLedger ledger;
  private static Anchor anchor;
  private static Path whole;
  private static Path twin;
  private static Path next;
  private static Path afterNext;

  @BeforeAll
  static void make(@TempDir Path directory, TestDatabase database) throws SQLException {
    ledger = AuditedLedger.of(database, directory);
    whole = directory.resolve("mon.backup");
    next = directory.resolve("tue.backup");
    afterNext = directory.resolve("wed.backup");
    ledger.append(40);
    Anchor unused = ledger.seal();
    var monday = Backups.take(ledger, Backups.whole(ledger, whole));
    twin = directory.resolve("monday-again.backup");
    var again = Backups.take(ledger, Backups.whole(ledger, twin));
    ledger.append(30);
    var tuesday = Backups.take(ledger, Backups.after(ledger, next, whole));
    anchor = ledger.seal();
    var wednesday = Backups.take(ledger, Backups.after(ledger, afterNext, next));
    assertThat(List.of(monday, again, tuesday, wednesday)).hasSize(4);
  }

  private static BackupReport audit(BackupFile... files) {
    return audit(ledger.trusted(), files);
  }

  private static BackupReport audit(TrustedKeys trusted, BackupFile... files) {
    AuditRequest request = AuditRequest.ofWhole(trusted, Optional.empty(), 2);
    return new BackupAudit(List.of(files), SETS, request, AuditWatch.NONE).run();
  }

  private static BackupReport audit(Path... files) {
    return audit(Arrays.stream(files).map(BackupFile::plain).toArray(BackupFile[]::new));
  }

  private static byte[] forged(Optional<NoteSigner> signer, UnaryOperator<BackupManifest> claims)
      throws SQLException {
    try (Session session = TestSessions.reading(ledger.database())) {
      session.connection().setAutoCommit(false);
      return new ForgedBackup(session, new LedgerName(ledger.signer().name()), signer)
          .claiming(claims)
          .bytes();
    }
  }

  private static void refused(Path... files) {
    assertThatThrownBy(() -> audit(files))
        .isInstanceOfSatisfying(
            BackupException.class,
            e -> assertThat(e.trouble()).isEqualTo(BackupException.Trouble.INVALID));
  }

  /** What a manifest says, to be changed. */
  private static final class Claims {
    private final BackupManifest genuine;
    private LedgerName ledger;
    private long first;
    private long count;
    private Head head;
    private Digest root;
    private Optional<JournalHead> journal;
    private Digest fingerprint;
    private Digest posture;

    private Claims(BackupManifest genuine) {
      this.genuine = genuine;
      this.ledger = genuine.ledger();
      this.first = genuine.first();
      this.count = genuine.count();
      this.head = genuine.head();
      this.root = genuine.entriesRoot();
      this.journal = genuine.journal();
      this.fingerprint = genuine.fingerprint();
      this.posture = genuine.posture();
    }

    private BackupManifest manifest() {
      return new BackupManifest(
          ledger,
          genuine.at(),
          genuine.source(),
          first,
          count,
          head,
          root,
          journal,
          fingerprint,
          posture,
          genuine.parent(),
          genuine.members());
    }
  }

  @Test
  void nothing_is_said_that_is_not_so() throws SQLException {
    BackupReport report =
        audit(ForgedBackup.file("forged", forged(Optional.of(ledger.signer()), m -> m)));
    assertThat(report.defects()).isEmpty();
    assertThat(report.notChecked()).isEmpty();
    assertThat(AuditedLedger.findings(report.ledger())).isEmpty();
  }

  @Test
  void every_claim_of_a_manifest_that_is_not_so_is_a_defect() throws SQLException {
    claims(Code.COUNT_DIFFERS, says -> says.count++);
    claims(Code.COUNT_DIFFERS, says -> says.first = 2);
    claims(Code.HEAD_DIFFERS, says -> says.head = new Head(says.head.sequence(), OTHER));
    claims(Code.ROOT_DIFFERS, says -> says.root = OTHER);
    claims(Code.JOURNAL_DIFFERS, says -> says.journal = Optional.of(new JournalHead(2, OTHER)));
    claims(Code.SCHEMA_DIFFERS, says -> says.fingerprint = OTHER);
    claims(Code.SCHEMA_DIFFERS, says -> says.posture = OTHER);
    claims(Code.NAME_DIFFERS, says -> says.ledger = new LedgerName("acme/plant-9"));
  }

  /** That is the only kind of defect, and nothing is wrong with the ledger. */
  private static void claims(Code code, Consumer<Claims> change) throws SQLException {
    UnaryOperator<BackupManifest> other =
        genuine -> {
          Claims claims = new Claims(genuine);
          change.accept(claims);
          return claims.manifest();
        };
    BackupReport report =
        audit(ForgedBackup.file("forged", forged(Optional.of(ledger.signer()), other)));
    assertThat(report.defects()).isNotEmpty().allMatch(defect -> defect.code() == code);
    assertThat(AuditedLedger.findings(report.ledger())).isEmpty();
  }

  @Test
  void whoever_answers_for_it_is_named_or_that_nobody_does() throws SQLException {
    NoteSigner stranger =
        NoteSigner.of(
            ledger.signer().name(),
            PrivateKey.ofRaw(new byte[PrivateKey.LENGTH]).orThrow("the test"));
    for (Optional<NoteSigner> signer :
        List.of(Optional.of(stranger), Optional.<NoteSigner>empty())) {
      BackupReport report = audit(ForgedBackup.file("forged", forged(signer, m -> m)));
      assertThat(report.notChecked())
          .singleElement()
          .asString()
          .contains(signer.isPresent() ? "nobody who is trusted" : "not signed");
      assertThat(report.parts().get(0).signedBy()).isEmpty();
      assertThat(report.defects()).isEmpty();
    }
    assertThat(audit(TrustedKeys.NONE, BackupFile.plain(whole)).notChecked()).hasSize(1);
  }

  @Test
  void a_byte_that_changed_anywhere_is_noticed() throws IOException {
    byte[] genuine = Files.readAllBytes(whole);
    assertThat(audit(ForgedBackup.file("genuine", genuine)).notChecked()).isEmpty();
    for (int at = 3; at < genuine.length; at += 1 + genuine.length / 40) {
      byte[] changed = genuine.clone();
      changed[at] ^= 4;
      assertNoticed(changed, "byte " + at);
    }
    for (int length = 0; length < genuine.length; length += 1 + genuine.length / 12) {
      assertNoticed(Arrays.copyOf(genuine, length), "cut off after " + length);
    }
  }

  private static void assertNoticed(byte[] changed, String what) {
    try {
      // A signature of which only the key's name was changed is one of somebody else.
      assertThat(audit(ForgedBackup.file("changed", changed)).notChecked()).as(what).isNotEmpty();
    } catch (BackupException e) {
      assertThat(e.trouble()).as(what).isEqualTo(BackupException.Trouble.INVALID);
    }
  }

  @Test
  void a_file_that_is_exchanged_while_it_is_read_is_none() throws Exception {
    byte[] one = Files.readAllBytes(whole);
    byte[] other = forged(Optional.of(ledger.signer()), m -> m);
    for (int exchanged = 1; exchanged <= 5; exchanged++) {
      AtomicInteger opened = new AtomicInteger();
      int from = exchanged;
      BackupFile file =
          new BackupFile(
              Path.of("exchanged"),
              () -> new ByteArrayInputStream(opened.getAndIncrement() < from ? one : other));
      assertThatThrownBy(() -> audit(file))
          .as("from reading %s on", exchanged)
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("exchanged while it was read");
    }
  }

  @Test
  void backups_that_go_on_from_each_other_are_one_ledger() {
    AuditRequest request = AuditRequest.ofWhole(ledger.trusted(), Optional.of(anchor), 3);
    BackupReport report =
        new BackupAudit(
                List.of(whole, next, afterNext).stream().map(BackupFile::plain).toList(),
                SETS,
                request,
                AuditWatch.NONE)
            .run();
    LedgerReport live = ledger.audit(request);
    assertThat(report.defects()).isEmpty();
    assertThat(report.notChecked()).isEmpty();
    assertThat(report.parts())
        .extracting(part -> part.manifest().count())
        .containsExactly(40L, 30L, 0L);
    assertThat(AuditedLedger.findings(report.ledger())).isEmpty();
    assertThat(report.ledger().root()).isEqualTo(live.root()).isPresent();
    assertThat(report.ledger().anchoredTo()).isEqualTo(live.anchoredTo()).hasValue(70);
    assertThat(audit(whole, next).ledger().read().entries()).isEqualTo(70);
  }

  @Test
  void backups_that_do_not_go_on_from_each_other_are_refused() throws IOException {
    refused(next);
    refused(next, whole);
    refused(whole, whole);
    refused(whole, afterNext);
    // It has the same entries, and is another backup all the same.
    refused(twin, next);
    refused(whole, next, next);
    refused(Files.writeString(whole.resolveSibling("no.backup"), "no backup"));
  }

  @Test
  void a_backup_that_says_to_go_on_from_another_has_to_prove_it() throws Exception {
    // The parent's entries are others than those that this one was made of.
    try (Session session = TestSessions.reading(ledger.database())) {
      session.connection().setAutoCommit(false);
      BackupManifest parent = BackupFile.plain(whole).identity().manifest().manifest();
      byte[] lying =
          new ForgedBackup(
                  session, new LedgerName(ledger.signer().name()), Optional.of(ledger.signer()))
              .after(40, new BackupParent(parent.digest(), 40, List.of(OTHER, OTHER)))
              .bytes();
      assertThatThrownBy(() -> audit(BackupFile.plain(whole), ForgedBackup.file("lying", lying)))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("does not prove that it goes on from");
    }
  }
}
