package org.auditledger.restore;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.auditledger.backup.BackupFile;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/**
 * What is to be restored, and who answers for it.
 *
 * @param files a full backup and the incremental ones that go on from it, in their order
 * @param trusted whose signatures count
 * @param unsignedToo whether a backup that nobody who is trusted signed is restored all the same
 * @param signer signs the statement about it; asked for only where the ledger has a journal
 * @param reason why, for the journal
 * @param tool which program this is, for the journal
 */
public record RestoreRequest(
    List<BackupFile> files,
    TrustedKeys trusted,
    boolean unsignedToo,
    Supplier<NoteSigner> signer,
    String reason,
    String tool,
    Clock clock) {

  public RestoreRequest {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("nothing is restored from no backup");
    }
  }
}
