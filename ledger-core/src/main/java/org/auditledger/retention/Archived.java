package org.auditledger.retention;

import java.nio.file.Path;
import java.util.SortedSet;
import org.auditledger.entry.Digest;
import org.auditledger.journal.PartitionContents;
import org.auditledger.journal.PartitionDrop;

/**
 * A partition that is in a file.
 *
 * @param sha256 of the file
 */
record Archived(Path file, Digest sha256, PartitionContents contents, SortedSet<String> tenants) {

  /** As the receipt names it. */
  public PartitionDrop.Archived named() {
    return new PartitionDrop.Archived(String.valueOf(file.getFileName()), sha256);
  }
}
