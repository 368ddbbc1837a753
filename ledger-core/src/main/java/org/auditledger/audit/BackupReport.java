package org.auditledger.audit;

import java.util.List;
import org.auditledger.container.BackupManifest;
import org.auditledger.signature.VerifierKey;
import org.auditledger.verify.LedgerReport;

/**
 * What was found about a backup, or about several that go on from each other.
 *
 * @param parts each, the whole one first
 * @param defects what they say of themselves that is not so
 * @param notChecked what of that nobody who is trusted answers for
 * @param ledger what was found about the ledger in them
 */
public record BackupReport(
    List<Part> parts, List<BackupDefect> defects, List<String> notChecked, LedgerReport ledger) {

  /**
   * One of them.
   *
   * @param signedBy those who are trusted and count, among those who signed it
   */
  public record Part(String file, BackupManifest manifest, List<VerifierKey> signedBy) {
    public Part {
      signedBy = List.copyOf(signedBy);
    }
  }

  public BackupReport {
    parts = List.copyOf(parts);
    defects = List.copyOf(defects);
    notChecked = List.copyOf(notChecked);
  }
}
