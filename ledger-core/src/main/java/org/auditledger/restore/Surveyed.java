package org.auditledger.restore;

import java.util.List;
import java.util.Optional;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.migrate.KnownState;
import org.auditledger.migrate.Version;
import org.auditledger.schema.Difference;

/**
 * What backups are that are to be restored together, before their rows are read.
 *
 * @param manifests of each file
 * @param header of the last file, which has all that is not an entry
 * @param state of the ledger's schema
 * @param journal where the ledger had one
 */
record Surveyed(
    List<BackupFile> files,
    List<BackupManifest> manifests,
    BackupHeader header,
    KnownState state,
    Optional<JournalFound> journal) {

  /** The migration that brings the guards. */
  private static final Version GUARDS = Version.parse("4").orElseThrow();

  Surveyed {
    files = List.copyOf(files);
    manifests = List.copyOf(manifests);
  }

  /** What the restored ledger is to come to. */
  BackupManifest last() {
    return manifests.get(manifests.size() - 1);
  }

  /** Whether its state has the guards that are always on. */
  boolean isGuarded() {
    return state.version().filter(version -> version.compareTo(GUARDS) >= 0).isPresent();
  }

  /** Whether a difference from what was recorded is one that its state does not mind. */
  boolean mayDiffer(Difference difference) {
    return !state.matters(difference);
  }
}
