package org.auditledger.backup;

import java.util.Optional;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.container.ManifestNote;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.RangeTree;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.HeapAccount;

/** That a ledger goes on from an older backup of it, shown before anything is left out. */
final class Continuation {

  private Continuation() {}

  /** What a backup says of its parent, with the proof that it goes on from it. */
  static BackupParent of(BackupFile.Identity parent, HeapAccount account) {
    BackupManifest older = parent.manifest().manifest();
    long size = older.head().sequence();
    RangeTree tree = new RangeTree(account.ranges());
    return new BackupParent(
        older.digest(), size, Proofs.consistency(tree, size, tree.size()).path());
  }

  /** A parent that somebody is falsely said to have signed is none. */
  static void requireSigned(ManifestNote parent, TrustedKeys trusted) {
    Optional<NoteOutcome<BackupManifest>> outcome = parent.verify(trusted);
    if (outcome.orElse(null) instanceof NoteOutcome.Rejected<BackupManifest> rejected) {
      throw new BackupException(
          Trouble.INVALID,
          "nothing was backed up: the older backup is not what was signed",
          rejected.why(),
          "find out who changed it; take a whole backup, without --incremental-from");
    }
  }

  /** The entries up to the parent's end have to be those that are in it. */
  static void requireSame(BackupManifest older, HeapAccount account) {
    if (!older.entriesRoot().equals(account.roots().get(older.head().sequence()))) {
      throw new BackupException(
          Trouble.HISTORY,
          "nothing was backed up: the ledger does not go on from the older backup",
          "its first " + older.head().sequence() + " entries are not those that are in it",
          "compare both with an anchor; do not append, and keep the older backup");
    }
  }

  static BackupException rolledBack(long before, long now) {
    return new BackupException(
        Trouble.HISTORY,
        "nothing was backed up: the ledger has fewer entries than the older backup",
        "the backup ends with entry " + before + ", and the ledger with entry " + now,
        "find out what was restored here, and when; keep the older backup");
  }
}
