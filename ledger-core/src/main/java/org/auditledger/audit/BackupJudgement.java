package org.auditledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.audit.BackupDefect.Code;
import org.auditledger.audit.BackupReport.Part;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.MemberName;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.container.StoredMember;
import org.auditledger.journal.JournalHead;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.signature.VerifierKey;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.LedgerReport;

/** Holds what backups say of themselves against what is in them, and against who signed it. */
final class BackupJudgement {

  private final SealAudit seals;
  private final List<Part> parts = new ArrayList<>();
  private final List<BackupDefect> defects = new ArrayList<>();
  private final List<String> notChecked = new ArrayList<>();

  /**
   * @param seals of the last of them: its journal says whose signatures count
   */
  BackupJudgement(SealAudit seals) {
    this.seals = seals;
  }

  /**
   * Judges the next of them.
   *
   * @param rows how many entries are in it
   * @throws org.auditledger.backup.BackupException when it is not what was signed
   */
  void judge(OpenedBackup backup, long rows) {
    BackupManifest stated = backup.manifest();
    BackupHeader header = backup.header();
    parts.add(new Part(backup.name(), stated, signers(backup)));
    if (!header.ledger().equals(stated.ledger())) {
      add(Code.NAME_DIFFERS, backup, "its header is of " + header.ledger() + said(stated.ledger()));
    }
    judgeEntries(backup, rows);
    if (!header.ledgerSchema().structure().digest().equals(stated.fingerprint())
        || !header.ledgerSchema().posture().digest().equals(stated.posture())) {
      add(
          Code.SCHEMA_DIFFERS,
          backup,
          "its structure is "
              + header.ledgerSchema().structure().digest()
              + " and its protection "
              + header.ledgerSchema().posture().digest()
              + said(stated.fingerprint() + " and " + stated.posture()));
    }
  }

  private void judgeEntries(OpenedBackup backup, long rows) {
    BackupManifest stated = backup.manifest();
    if (rows != stated.count()) {
      add(Code.COUNT_DIFFERS, backup, "it has " + rows + " entries" + said(stated.count()));
    }
    long next = stated.first();
    for (StoredMember member : stated.members()) {
      if (MemberName.parse(member.name()).orElse(null) instanceof Entries entries) {
        if (entries.first() != next) {
          add(Code.COUNT_DIFFERS, backup, member.name() + " stands where " + next + " should be");
          return;
        }
        next = entries.last() + 1;
      }
    }
    if (next - 1 != stated.head().sequence()) {
      add(
          Code.COUNT_DIFFERS,
          backup,
          "its members are of entries up to " + (next - 1) + said(stated.head().sequence()));
    }
  }

  /** Judges where all of it ends, in the last of them. */
  void judgeEnd(OpenedBackup last, EntriesAccount entries) {
    BackupManifest stated = last.manifest();
    if (!entries.head().equals(Optional.of(stated.head()))) {
      add(
          Code.HEAD_DIFFERS,
          last,
          "its chain ends with "
              + entries.head().map(Object::toString).orElse("no entry that could be continued")
              + said(stated.head()));
    }
    if (!entries.root().equals(Optional.of(stated.entriesRoot()))) {
      add(
          Code.ROOT_DIFFERS,
          last,
          "its entries have "
              + entries.root().map(root -> "the root " + root).orElse("no root")
              + said(stated.entriesRoot()));
    }
    JournalHead journal = seals.journal().head();
    if (!stated.journal().orElse(JournalHead.GENESIS).equals(journal)) {
      add(Code.JOURNAL_DIFFERS, last, "its journal ends with " + journal + said(stated.journal()));
    }
    seals
        .journal()
        .ledger()
        .filter(name -> !name.equals(stated.ledger()))
        .ifPresent(
            name ->
                add(Code.NAME_DIFFERS, last, "its journal is of " + name + said(stated.ledger())));
  }

  /** Says that the journal that is there does not go on from that of an earlier backup. */
  void journalDoesNotGoOn(OpenedBackup earlier) {
    add(
        Code.JOURNAL_DIFFERS,
        earlier,
        "its journal is not what the journal of the last backup begins with");
  }

  private List<VerifierKey> signers(OpenedBackup backup) {
    Optional<NoteOutcome<BackupManifest>> outcome = backup.note().verify(seals.journal().trusted());
    if (outcome.isEmpty()) {
      notChecked.add(
          backup.name() + " is not signed: nobody answers for when and where it was taken");
      return List.of();
    }
    if (outcome.get() instanceof NoteOutcome.Rejected<BackupManifest> rejected) {
      throw backup.file().invalid("has a manifest that was not signed so: " + rejected.why());
    }
    List<VerifierKey> counting = List.of();
    if (outcome.get() instanceof NoteOutcome.Verified<BackupManifest> verified) {
      BackupManifest stated = verified.content();
      long statements = stated.journal().map(JournalHead::position).orElse(0L);
      counting =
          verified.by().stream()
              .filter(key -> seals.counts(key, stated.head().sequence(), statements))
              .toList();
    }
    if (counting.isEmpty()) {
      notChecked.add(backup.name() + " is signed, but by nobody who is trusted");
    }
    return counting;
  }

  /** What came of it, together with what was found about the ledger. */
  BackupReport report(LedgerReport ledger) {
    return new BackupReport(parts, defects, notChecked, ledger);
  }

  private static String said(Object stated) {
    return ", and its manifest says " + stated;
  }

  private void add(Code code, OpenedBackup backup, String detail) {
    defects.add(new BackupDefect(code, backup.name(), detail));
  }
}
