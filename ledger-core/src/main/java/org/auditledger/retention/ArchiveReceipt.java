package org.auditledger.retention;

import java.util.List;
import org.auditledger.journal.JournalDefect;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.signature.VerifierKey;

/** What a journal says of the partition that an archive is of. */
public sealed interface ArchiveReceipt {

  /**
   * It was dropped, and held these records and no others: so says who is trusted, and has read
   * them.
   *
   * @param position of the statement
   * @param receipt it may name another file, with the same records
   */
  record Dropped(long position, PartitionDrop receipt, List<VerifierKey> by)
      implements ArchiveReceipt {
    public Dropped {
      by = List.copyOf(by);
    }
  }

  /**
   * A statement says so, and nobody answers for that.
   *
   * @param why a sentence about the statement
   */
  record Unproven(long position, PartitionDrop receipt, String why) implements ArchiveReceipt {}

  /** No statement says so. */
  record Missing(String why) implements ArchiveReceipt {}

  /** The journal is not whole, or not as it was written. */
  record Broken(JournalDefect defect) implements ArchiveReceipt {}
}
