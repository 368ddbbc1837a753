package org.auditledger.cli;

import java.util.List;
import org.auditledger.journal.LedgerAdopted;
import org.auditledger.migrate.MigrationStatus;
import org.jspecify.annotations.Nullable;

/** How a ledger was found when it was adopted, as an answer says it. */
record FoundLedger(
    String state,
    String fingerprint,
    long headSequence,
    String headHash,
    String entriesRoot,
    List<String> unchecked) {

  FoundLedger {
    unchecked = List.copyOf(unchecked);
  }

  /** Null for a ledger that was made new, or is not adopted. */
  static @Nullable FoundLedger of(MigrationStatus status) {
    return status.adopted().map(FoundLedger::of).orElse(null);
  }

  private static FoundLedger of(LedgerAdopted adopted) {
    return new FoundLedger(
        adopted.state(),
        adopted.fingerprint().hex(),
        adopted.head().sequence(),
        adopted.head().hash().hex(),
        adopted.entriesRoot().hex(),
        adopted.unchecked());
  }

  void show(Page page) {
    page.fact(
            "found as",
            state + (headSequence == 0 ? ", without entries" : ", up to entry " + headSequence))
        .fact("its head", headHash)
        .fact("its seal", entriesRoot)
        .facts("unchecked", unchecked);
  }
}
