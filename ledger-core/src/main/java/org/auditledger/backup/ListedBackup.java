package org.auditledger.backup;

import java.nio.file.Path;
import java.util.List;
import org.auditledger.container.ManifestNote;

/**
 * A file in a directory of backups.
 *
 * @param size of the file, in bytes
 */
public record ListedBackup(Path path, long size, Worth worth) {

  /** What a file is good for. */
  public sealed interface Worth {

    /**
     * A backup from which the ledger can be restored.
     *
     * @param files all that a restore takes, in order; this one is the last
     */
    record Restorable(ManifestNote note, List<Path> files) implements Worth {
      public Restorable {
        files = List.copyOf(files);
      }
    }

    /** A backup of which an older one is missing, or is another than it should be. */
    record Incomplete(ManifestNote note, String why) implements Worth {}

    /** No backup, or none that can be read here. */
    record Unreadable(String why) implements Worth {}
  }
}
