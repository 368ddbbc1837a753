package org.auditledger.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.JsonHead;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;

/**
 * That a backup was restored to see whether it can be, and what verifying it came to.
 *
 * @param manifest of the last backup that was restored
 * @param at when it began
 * @param host where it was done, as that names itself
 * @param tool what did it, and its version
 * @param serverVersion of the PostgreSQL that it was restored into
 * @param exit as verifying what was restored ends
 * @param conclusion what is proven and what is not, in one sentence
 */
public record DrillReport(
    LedgerName ledger,
    Digest manifest,
    Instant at,
    String host,
    String tool,
    String serverVersion,
    Head head,
    Digest entriesRoot,
    long restoreMilliseconds,
    long verifyMilliseconds,
    int exit,
    String conclusion) {

  private static final String FORM = "audit-ledger/drill-report/1";

  /** How the file of one begins, and of nothing else. */
  public static final String BEGINNING = "{\"_form\":\"" + FORM + "\",";

  public DrillReport {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** The account as a note, by whoever answers for it. */
  public SignedNote sign(NoteSigner signer) {
    return SignedNote.sign(text(), signer);
  }

  /** One line of canonical JSON, and a line feed. */
  public String text() {
    Members json =
        new MembersWriter()
            .text("_form", FORM)
            .text("at", JournalTime.text(at))
            .text("conclusion", conclusion)
            .digest("entries_root", entriesRoot)
            .count("exit", exit)
            .object("head", JsonHead.of(head))
            .text("host", host)
            .text("ledger", ledger.value())
            .digest("manifest", manifest)
            .count("restore_milliseconds", restoreMilliseconds)
            .text("server_version", serverVersion)
            .text("tool", tool)
            .count("verify_milliseconds", verifyMilliseconds)
            .members();
    return new String(json.toBytes(), StandardCharsets.UTF_8) + "\n";
  }

  /** What a note says, if its text is such an account and nothing else. */
  public static Parsed<DrillReport> read(SignedNote note) {
    String text = note.text();
    byte[] line = text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
    if (!(CanonicalJson.parse(line).orElse(null) instanceof Members json)) {
      return new Parsed.Malformed<>("its text is not one line of canonical JSON");
    }
    DrillReport report;
    try {
      report = of(new MembersReader(json));
    } catch (IllegalArgumentException e) {
      return new Parsed.Malformed<>("it is no account of a drill: " + e.getMessage());
    }
    // A reader that takes too much is caught here: what it read has another text.
    return report.text().equals(text)
        ? new Parsed.Value<>(report)
        : new Parsed.Malformed<>("its text has more than such an account has");
  }

  private static DrillReport of(MembersReader json) {
    return new DrillReport(
        new LedgerName(json.text("ledger")),
        json.digest("manifest"),
        JournalTime.read(json.text("at"))
            .orElseThrow(() -> new IllegalArgumentException("\"at\" is no time")),
        json.text("host"),
        json.text("tool"),
        json.text("server_version"),
        JsonHead.read(json.object("head").members()),
        json.digest("entries_root"),
        json.count("restore_milliseconds"),
        json.count("verify_milliseconds"),
        Math.toIntExact(json.count("exit")),
        json.text("conclusion"));
  }
}
