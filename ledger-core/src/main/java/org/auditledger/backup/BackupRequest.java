package org.auditledger.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.entry.LedgerName;
import org.auditledger.signature.TrustedKeys;

/**
 * What is to be backed up, and where to.
 *
 * @param name of a ledger that has none yet
 * @param buffer whether the records of the telemetry buffer are taken, too
 * @param parent an older backup that this one goes on from
 * @param encryption what the file is encrypted by, if it is
 * @param trusted whose word counts
 * @param jobs how many read entries at the same time
 */
public record BackupRequest(
    Path output,
    Optional<LedgerName> name,
    boolean buffer,
    Optional<BackupFile> parent,
    Optional<Encryption> encryption,
    TrustedKeys trusted,
    int jobs) {

  /** Wraps a file in another that only some can read. */
  @FunctionalInterface
  public interface Encryption {
    OutputStream encrypting(OutputStream out) throws IOException;
  }

  public BackupRequest {
    if (jobs < 1) {
      throw new IllegalArgumentException("1 job or more, not " + jobs);
    }
  }
}
