package org.auditledger.cli;

import java.util.List;
import java.util.Locale;
import org.auditledger.journal.JournalTime;
import org.auditledger.report.DrillReport;
import org.auditledger.signature.VerifierKey;

/**
 * What somebody has signed who tried to restore a ledger.
 *
 * @param exit as the drill ended then, and as the command ends
 * @param signedBy the keys that are trusted here and signed it
 * @param at when the drill began
 * @param notShown what the account does not show, in words
 */
record VerifiedDrill(
    String format,
    int exit,
    List<String> signedBy,
    String ledger,
    String manifest,
    String at,
    String host,
    String tool,
    String serverVersion,
    long entries,
    String root,
    long restoreMilliseconds,
    long verifyMilliseconds,
    List<String> notShown,
    String conclusion)
    implements Answer {

  VerifiedDrill {
    signedBy = List.copyOf(signedBy);
    notShown = List.copyOf(notShown);
  }

  static VerifiedDrill of(DrillReport drill, List<VerifierKey> by) {
    return new VerifiedDrill(
        "audit-ledger/verified-drill/1",
        drill.exit(),
        by.stream().map(VerifierKey::toString).toList(),
        drill.ledger().value(),
        drill.manifest().hex(),
        JournalTime.text(drill.at()),
        drill.host(),
        drill.tool(),
        drill.serverVersion(),
        drill.head().sequence(),
        drill.entriesRoot().hex(),
        drill.restoreMilliseconds(),
        drill.verifyMilliseconds(),
        List.of(
            "that it is true: it is what the holder of that key said then",
            "that the backup is still there, or that it is the last one",
            "that the key was not retired or stolen"),
        drill.conclusion());
  }

  @Override
  public String text() {
    return new Page("a drill of " + ledger + ", on " + Page.time(at))
        .facts("signed by", signedBy)
        .fact("made on", host + ", with " + tool)
        .fact("backup", manifest)
        .fact("restored", String.format(Locale.ROOT, "%,d entries", entries))
        .fact("root", root)
        .fact("into", "PostgreSQL " + serverVersion)
        .fact("restoring took", took(restoreMilliseconds))
        .fact("verifying took", took(verifyMilliseconds))
        .facts("NOT shown", notShown)
        .gap()
        .line(conclusion)
        .toString();
  }

  private static String took(long milliseconds) {
    return String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0);
  }
}
