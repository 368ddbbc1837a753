package org.auditledger.audit;

import java.util.List;
import java.util.Optional;
import org.auditledger.backup.BackupException;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.seal.ProofOutcome;

/** Holds backups that were named together to each other: each goes on from the one before it. */
final class BackupChain {

  private BackupChain() {}

  /**
   * Requires that they are one.
   *
   * @throws BackupException when they are not
   */
  static void require(List<OpenedBackup> backups) {
    OpenedBackup before = null;
    for (OpenedBackup backup : backups) {
      Optional<BackupParent> parent = backup.manifest().parent();
      if (before == null) {
        parent.ifPresent(missing -> refuseWithout(backup, missing));
      } else {
        require(
            before, backup, parent.orElseThrow(() -> notTogether(backup, "it is a whole backup")));
      }
      before = backup;
    }
  }

  private static void refuseWithout(OpenedBackup backup, BackupParent parent) {
    throw notTogether(
        backup,
        "it has only what came after entry "
            + parent.size()
            + ", and goes on from the backup with the manifest "
            + parent.manifest(),
        "name that one before it, and first of all the whole one");
  }

  private static void require(OpenedBackup before, OpenedBackup after, BackupParent parent) {
    BackupManifest earlier = before.manifest();
    BackupManifest later = after.manifest();
    if (!earlier.ledger().equals(later.ledger())) {
      throw notTogether(after, "it is of " + later.ledger() + ", and the one before of another");
    }
    if (!parent.manifest().equals(earlier.digest())) {
      throw notTogether(
          after,
          "it goes on from the backup with the manifest "
              + parent.manifest()
              + ", and the one before it has "
              + earlier.digest());
    }
    if (parent.size() != earlier.head().sequence() || !isProven(earlier, later, parent)) {
      throw after.file().invalid("does not prove that it goes on from " + before.name());
    }
    // What is taken after the columns have changed is taken whole.
    if (!before.header().entries().equals(after.header().entries())) {
      throw after.file().invalid("has entries with other columns than " + before.name());
    }
  }

  private static boolean isProven(
      BackupManifest earlier, BackupManifest later, BackupParent parent) {
    return later.head().sequence() >= parent.size()
        && parent.check(earlier.entriesRoot(), later.head().sequence(), later.entriesRoot())
            instanceof ProofOutcome.Proven;
  }

  private static BackupException notTogether(OpenedBackup backup, String why) {
    return notTogether(
        backup, why, "name one whole backup, and after it those that go on from it, in order");
  }

  private static BackupException notTogether(OpenedBackup backup, String why, String next) {
    return new BackupException(
        BackupException.Trouble.INVALID,
        "nothing was verified: " + backup.name() + " does not go on from what was named before it",
        why,
        next);
  }
}
