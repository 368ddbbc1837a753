package org.auditledger.retention;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.container.ArchiveNote;
import org.auditledger.entry.Digest;

/** What a file that should be an archive was found to be when all of it was read. */
sealed interface ArchiveCheck {

  /**
   * It is one, and its records come to what its manifest says.
   *
   * @param note to be believed as its signature is
   * @param sha256 of the file
   * @param tenants those of its records
   */
  record Sound(ArchiveNote note, Digest sha256, SortedSet<String> tenants) implements ArchiveCheck {
    public Sound {
      tenants = Collections.unmodifiableSortedSet(new TreeSet<>(tenants));
    }
  }

  /**
   * It is none, or not as it was written.
   *
   * @param why a sentence about it, without its name
   */
  record Unsound(String why) implements ArchiveCheck {}
}
