package org.auditledger.restore;

import java.util.List;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.seal.ProofOutcome;

/** Backups that are to be restored together: a whole one, and those that go on from it. */
record BackupChain(
    List<BackupFile> files, List<BackupHeader> headers, List<BackupManifest> manifests) {

  void requireWhole() {
    if (manifests.get(0).parent().isPresent()) {
      throw refused(
          0,
          "goes on from another backup, with manifest "
              + manifests.get(0).parent().get().manifest(),
          "name that one before it: audit-ledger backup list DIRECTORY shows what goes on from"
              + " what");
    }
    for (int i = 0; i < files.size(); i++) {
      BackupHeader header = headers.get(i);
      if (!header.ledger().equals(manifests.get(i).ledger())) {
        throw refused(i, "is of two ledgers", "use another copy of it");
      }
      if (!header.ledgerSchema().structure().digest().equals(manifests.get(i).fingerprint())
          || !header.ledgerSchema().posture().digest().equals(manifests.get(i).posture())) {
        throw refused(i, "has another schema than its manifest says", "use another copy of it");
      }
      if (i > 0) {
        requireNext(i);
      }
    }
  }

  private void requireNext(int i) {
    BackupManifest before = manifests.get(i - 1);
    BackupManifest manifest = manifests.get(i);
    BackupParent parent = manifest.parent().orElse(null);
    if (parent == null) {
      throw refused(
          i, "is a whole backup, which needs none before it", "name it first, or leave it out");
    }
    boolean follows =
        manifest.ledger().equals(before.ledger())
            && parent.manifest().equals(before.digest())
            && parent.size() == before.head().sequence()
            && parent.check(
                    before.entriesRoot(), manifest.head().sequence(), manifest.entriesRoot())
                instanceof ProofOutcome.Proven;
    if (!follows) {
      throw refused(
          i,
          "does not go on from " + files.get(i - 1).path(),
          "name the backups in their order: audit-ledger backup list DIRECTORY shows it");
    }
    if (!headers.get(i).entries().columns().equals(headers.get(0).entries().columns())) {
      throw refused(
          i,
          "has other columns than the whole backup, as the ledger was upgraded in between",
          "restore a whole backup that was taken after the upgrade");
    }
  }

  private RestoreException refused(int i, String why, String next) {
    return new RestoreException(
        Trouble.BACKUP,
        "nothing was restored: these backups are not restored together",
        files.get(i).path() + " " + why,
        next);
  }
}
