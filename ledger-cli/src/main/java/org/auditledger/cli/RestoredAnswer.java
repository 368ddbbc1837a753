package org.auditledger.cli;

import java.util.List;
import java.util.Locale;
import org.auditledger.restore.RestoreOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that was restored.
 *
 * @param exit as the command ends, which is as verifying it does
 * @param state what its schema is
 * @param fromEmpty whether the database was empty; else it had an older moment of the ledger
 * @param added how many entries came from the backup
 * @param statement the position of the one in the journal that says so
 * @param remarks what is not as it was recorded
 * @param milliseconds how long that took, without the verifying
 */
record RestoredAnswer(
    String format,
    int exit,
    String ledger,
    String state,
    boolean fromEmpty,
    long added,
    long headSequence,
    String headHash,
    String root,
    String manifest,
    @Nullable Long statement,
    List<String> remarks,
    long milliseconds,
    VerifiedLedger verified)
    implements Answer {

  RestoredAnswer {
    remarks = List.copyOf(remarks);
  }

  static RestoredAnswer of(Restoration done) {
    RestoreOutcome outcome = done.outcome();
    VerifiedLedger verified = done.answer();
    return new RestoredAnswer(
        "audit-ledger/restored/1",
        verified.exit(),
        outcome.ledger().value(),
        outcome.state(),
        outcome.isNew(),
        outcome.added(),
        outcome.head().sequence(),
        outcome.head().hash().hex(),
        outcome.entriesRoot().hex(),
        outcome.manifest().hex(),
        outcome.journal().map(head -> head.position()).orElse(null),
        outcome.remarks(),
        done.restored().toMillis(),
        verified);
  }

  private String whatWasDone() {
    if (fromEmpty) {
      return String.format(Locale.ROOT, "restored %,d entries", added);
    }
    return added == 0
        ? "no entry was missing; all were compared,"
        : String.format(Locale.ROOT, "restored %,d entries, which were missing,", added);
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(
                Locale.ROOT, "%s: %s in %.1f s", ledger, whatWasDone(), milliseconds / 1000.0));
    page.fact("schema", state);
    page.fact("head", headSequence + " " + headHash);
    page.fact("root", root);
    page.fact("manifest", manifest);
    page.fact("journal", statement == null ? "there is none" : "statement " + statement);
    page.facts("remarks", remarks);
    if (!remarks.isEmpty()) {
      page.fact("next", "to accept what differs: audit-ledger migrate verify --accept-posture WHY");
    }
    return page.gap() + verified.text();
  }
}
