package org.auditledger.retention;

import java.util.Optional;
import org.auditledger.container.ArchiveManifest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalDefect;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.seal.Parsed;
import org.jspecify.annotations.Nullable;

/** Looks in a journal for the receipt of the partition that an archive is of. */
final class ReceiptSearch {

  private final ArchiveManifest archive;
  private @Nullable ArchiveReceipt found;
  private @Nullable String other;

  ReceiptSearch(ArchiveManifest archive) {
    this.archive = archive;
  }

  /** Takes the next statement. */
  void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null
        || statement.kind() != Kind.PARTITION_DROPPED
        || entry.standing() instanceof Standing.Refused
        || found instanceof ArchiveReceipt.Dropped) {
      return;
    }
    if (PartitionDrop.read(statement.kind(), statement.body())
        instanceof Parsed.Value<PartitionDrop> read) {
      PartitionDrop receipt = read.value();
      if (isOfArchive(receipt)) {
        found = judged(entry, receipt);
      } else if (receipt.partition().equals(archive.partition())) {
        other =
            "statement "
                + entry.position()
                + " is the receipt for one of this name with "
                + receipt.contents().rows()
                + " records and digest "
                + receipt.contents().digest()
                + ", from "
                + receipt.from()
                + " to "
                + receipt.to();
      }
    }
  }

  private boolean isOfArchive(PartitionDrop receipt) {
    return receipt.partition().equals(archive.partition())
        && receipt.from().equals(archive.from())
        && receipt.to().equals(archive.to())
        && receipt.contents().equals(archive.contents());
  }

  private static ArchiveReceipt judged(JournalEntry entry, PartitionDrop receipt) {
    if (!(entry.standing() instanceof Standing.Signed signed)) {
      return new ArchiveReceipt.Unproven(
          entry.position(), receipt, "is signed by nobody who is trusted");
    }
    return receipt.evidence().equals(PartitionDrop.WITNESSED)
        ? new ArchiveReceipt.Dropped(entry.position(), receipt, signed.by())
        : new ArchiveReceipt.Unproven(
            entry.position(), receipt, "repeats what only the database said of its contents");
  }

  /** What the journal says; to be asked after its last statement. */
  ArchiveReceipt outcome(JournalReader journal) {
    Optional<JournalDefect> defect = journal.defects().first().stream().findFirst();
    if (defect.isPresent()) {
      return new ArchiveReceipt.Broken(defect.get());
    }
    Optional<LedgerName> ledger = journal.ledger();
    if (!ledger.equals(Optional.of(archive.ledger()))) {
      return new ArchiveReceipt.Missing(
          ledger
                  .map(name -> "the journal is of ledger " + name + ", and not of ")
                  .orElse("there is no journal here, as there has to be of ")
              + archive.ledger());
    }
    if (found != null) {
      return found;
    }
    return new ArchiveReceipt.Missing(
        other != null ? other : "no statement is the receipt for " + archive.partition());
  }
}
