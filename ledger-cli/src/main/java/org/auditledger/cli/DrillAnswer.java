package org.auditledger.cli;

import java.util.Locale;
import org.auditledger.journal.JournalTime;
import org.auditledger.report.DrillReport;
import org.auditledger.seal.SignedNote;

/**
 * A restore that was tried.
 *
 * @param exit as the command ends, which is as verifying it does
 * @param restoreMilliseconds how long restoring took
 * @param verifyMilliseconds how long verifying what was restored took
 * @param note the signed account of it
 */
record DrillAnswer(
    String format,
    int exit,
    String ledger,
    String manifest,
    String at,
    String serverVersion,
    long entries,
    String root,
    long restoreMilliseconds,
    long verifyMilliseconds,
    String note,
    VerifiedLedger verified)
    implements Answer {

  static DrillAnswer of(DrillReport drill, SignedNote note, VerifiedLedger verified) {
    return new DrillAnswer(
        "audit-ledger/drill/1",
        drill.exit(),
        drill.ledger().value(),
        drill.manifest().hex(),
        JournalTime.text(drill.at()),
        drill.serverVersion(),
        drill.head().sequence(),
        drill.entriesRoot().hex(),
        drill.restoreMilliseconds(),
        drill.verifyMilliseconds(),
        note.encoded(),
        verified);
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(
                Locale.ROOT,
                "%s: %,d entries were restored in %.1f s and verified in %.1f s, on a server that"
                    + " is gone again",
                ledger,
                entries,
                restoreMilliseconds / 1000.0,
                verifyMilliseconds / 1000.0));
    page.fact("manifest", manifest);
    page.fact("root", root);
    page.fact("server", serverVersion);
    return page.gap() + verified.text() + "\n" + note;
  }
}
