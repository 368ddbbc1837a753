package org.auditledger.backup;

import java.util.List;
import java.util.Optional;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.chain.Head;
import org.auditledger.chain.Noted;
import org.auditledger.checkpoint.Expected;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.HeapAccount;

/** What is not sound is not backed up: it would take the place of a backup that is. */
final class Soundness {

  private Soundness() {}

  /** Nothing may be wrong with the journal, nor with what it sealed. */
  static void require(SealAudit seals) {
    Noted<Finding> findings = seals.findings();
    if (findings.total() > 0) {
      throw history(findings.first().get(0).what());
    }
  }

  private static BackupException history(String why) {
    return new BackupException(
        Trouble.HISTORY,
        "the ledger was not backed up: its history does not hold",
        why,
        "see all that is wrong with: audit-ledger verify; compare with an older backup");
  }

  /** The entries have to come to what was sealed. */
  static void requireSealed(List<Expected> seals, HeapAccount account) {
    for (Expected expected : seals) {
      if (!expected.root().equals(account.roots().get(expected.size()))) {
        throw history("the first " + expected.size() + " entries are not those that were sealed");
      }
    }
  }

  /** Nothing may be wrong with the entries, and none may be hidden. */
  static void require(HeapAccount account, Head head, long rows) {
    EntriesAccount entries = account.entries();
    List<Finding> findings = entries.findings().first();
    if (!findings.isEmpty()) {
      throw EntriesCopy.unsound(
          entries.findings().total() + " findings, the first: " + findings.get(0).what());
    }
    if (entries.rows() != rows) {
      throw EntriesCopy.unsound(
          "the table has " + rows + " rows, and its index tells of " + entries.rows());
    }
    if (!entries.head().equals(Optional.of(head)) || entries.root().isEmpty()) {
      throw EntriesCopy.unsound("the chain does not lead to its last entry");
    }
  }
}
