package org.auditledger.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupMember;
import org.auditledger.container.BackupReader;
import org.auditledger.container.ManifestNote;
import org.auditledger.container.MemberName;
import org.auditledger.migrate.KnownState;
import org.auditledger.migrate.KnownStates;
import org.auditledger.migrate.Recognition;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.schema.Difference;
import org.auditledger.signature.TrustedKeys;

/**
 * Looks at backups without reading their rows: who answers for them, whether each goes on from the
 * one before, and what it takes to restore them. So most of what can be in the way is known before
 * hours of work. That the rows are what the manifests say is for the reading of them to see.
 */
final class Survey {

  private static final int SHOWN = 3;

  private final TrustedKeys trusted;
  private final boolean unsignedToo;
  private final List<BackupManifest> manifests = new ArrayList<>();
  private final List<BackupHeader> headers = new ArrayList<>();
  private final List<ManifestNote> notes = new ArrayList<>();
  private Optional<JournalFound> journal = Optional.empty();

  private Survey(TrustedKeys trusted, boolean unsignedToo) {
    this.trusted = trusted;
    this.unsignedToo = unsignedToo;
  }

  /** Looks at these, in their order. */
  static Surveyed of(List<BackupFile> files, TrustedKeys trusted, boolean unsignedToo) {
    Survey survey = new Survey(trusted, unsignedToo);
    for (BackupFile file : files) {
      boolean unused = file.read(survey::read);
    }
    new BackupChain(files, survey.headers, survey.manifests).requireWhole();
    survey.requireJournal(files.get(files.size() - 1));
    for (int i = 0; i < files.size(); i++) {
      survey.requireSigned(files.get(i), survey.notes.get(i));
    }
    BackupHeader last = survey.headers.get(files.size() - 1);
    return new Surveyed(files, survey.manifests, last, state(last), survey.journal);
  }

  private boolean read(BackupReader reader) throws IOException {
    headers.add(reader.header());
    // That of the last file is the one that counts.
    journal = Optional.empty();
    for (Optional<BackupMember> member = reader.next();
        member.isPresent();
        member = reader.next()) {
      if (member.get().name() == MemberName.Single.JOURNAL) {
        JournalFound found = new JournalFound(trusted);
        member.get().journal(line -> found.accept(line.position(), line.note()));
        journal = Optional.of(found);
      }
    }
    notes.add(reader.manifest());
    manifests.add(reader.manifest().manifest());
    return true;
  }

  private void requireJournal(BackupFile file) {
    if (journal.isEmpty()) {
      return;
    }
    JournalFound found = journal.get();
    if (found.reader().defects().total() > 0) {
      throw new RestoreException(
          Trouble.HISTORY,
          "nothing was restored: the journal in " + file.path() + " is broken",
          found.reader().defects().first().get(0).toString(),
          "restore an earlier backup, and find out who changed the ledger before this one");
    }
    if (found.reader().unknown() > 0) {
      throw new RestoreException(
          Trouble.TRUST,
          "nothing was restored: nobody who is trusted answers for the journal in " + file.path(),
          found.reader().unknown() + " of its statements are signed by keys that are not known",
          "say whom to trust: --trust FILE, with the ledger's verifier key");
    }
  }

  private void requireSigned(BackupFile file, ManifestNote note) {
    TrustedKeys known = journal.map(found -> found.reader().trusted()).orElse(trusted);
    Answer answer = Answer.of(note, known, journal.map(JournalFound::reader));
    boolean missing = answer == Answer.UNSIGNED || answer == Answer.UNKNOWN;
    if (answer == Answer.SIGNED || (unsignedToo && missing)) {
      return;
    }
    throw new RestoreException(
        answer == Answer.CHANGED ? Trouble.BACKUP : Trouble.TRUST,
        "nothing was restored: nobody who is trusted answers for " + file.path(),
        answer.why(),
        missing
            ? "say whom to trust: --trust FILE; or, if you know where the file has been since it"
                + " was written: --accept-unsigned"
            : "use another copy of this backup, or another backup");
  }

  private static KnownState state(BackupHeader header) {
    Recognition found = KnownStates.recognise(header.ledgerSchema().structure());
    if (found instanceof Recognition.Known known) {
      return known.state();
    }
    String why = "there was none";
    if (found instanceof Recognition.Unknown unknown) {
      List<Difference> differences = unknown.differences();
      why =
          "the nearest is "
              + unknown.nearest().name()
              + ", and it differs in "
              + differences.size()
              + ": "
              + differences.stream()
                  .limit(SHOWN)
                  .map(Difference::sentence)
                  .collect(Collectors.joining("; "));
    }
    throw new RestoreException(
        Trouble.REFUSED,
        "nothing was restored: the schema in the backup is none that this program knows",
        why,
        "use the audit-ledger that took the backup, or a newer one");
  }
}
