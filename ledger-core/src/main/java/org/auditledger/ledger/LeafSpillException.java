package org.auditledger.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** The leaves of a ledger could not be kept on disk, or read from it again. */
final class LeafSpillException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeafSpillException(Path directory, long leaves, IOException cause) {
    super(
        "cannot keep the hashes of "
            + leaves
            + " entries in "
            + directory
            + "\n"
            + cause.getMessage()
            + "\nmake room there ("
            + LeafSpill.RECORD_LENGTH
            + " bytes for each entry of the ledger), or name another directory for temporary files",
        cause);
  }
}
