package org.auditledger.report;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.verify.Area;

/**
 * What verifying a ledger came to.
 *
 * @param ledger its name, if it has one
 * @param exit how verify ended, by the numbers that its exit codes have
 * @param conclusion what is proven and what is not, in one sentence
 */
public record VerifyReport(
    Optional<LedgerName> ledger, Made made, Given given, Found found, int exit, String conclusion) {

  /** What the text of every report begins with. */
  public static final String BEGINNING = "{\"_form\":\"audit-ledger/verify-report/1\",";

  /** As many findings as are ever kept, each as long as it can be, come to less. */
  public static final int MAX_LENGTH = 1 << 24;

  private static final String FORM = "audit-ledger/verify-report/1";
  private static final int DONE = 0;
  private static final int NOT_ALL_CHECKED = 3;
  private static final int CHAIN_BROKEN = 10;
  private static final int POSTURE_WEAKER = 11;
  private static final int HISTORY_BROKEN = 12;
  private static final int BACKUP_INVALID = 14;

  public VerifyReport {
    if (exit != exit(given, found)) {
      throw new IllegalArgumentException(
          "verify is said to have ended with "
              + exit
              + ", and what was found ends with "
              + exit(given, found));
    }
  }

  /** How verify ends: what is worst comes first, and a broken history may explain the others. */
  private static int exit(Given given, Found found) {
    if (found.fails(Area.HISTORY)) {
      return HISTORY_BROKEN;
    }
    if (found.fails(Area.CHAIN) || found.fails(Area.CONTENT)) {
      return CHAIN_BROKEN;
    }
    if (found.isOfInvalidBackup()) {
      return BACKUP_INVALID;
    }
    if (found.fails(Area.POSTURE)) {
      return POSTURE_WEAKER;
    }
    boolean enough = given.strict() ? found.isAllChecked() : found.isAllJudged();
    return enough ? DONE : NOT_ALL_CHECKED;
  }

  private static int exit(long stated) {
    if (stated > BACKUP_INVALID) {
      throw new IllegalArgumentException("verify does not end with " + stated);
    }
    return (int) stated;
  }

  /** The report as a note, by whoever answers for it: under the ledger's name or any other. */
  public SignedNote sign(NoteSigner signer) {
    return SignedNote.sign(text(), signer);
  }

  /** One line of canonical JSON, and a line feed. */
  public String text() {
    MembersWriter json =
        new MembersWriter()
            .text("_form", FORM)
            .text("conclusion", conclusion)
            .count("exit", exit)
            .object("found", found.toJson())
            .object("given", given.toJson());
    ledger.ifPresent(name -> json.text("ledger", name.value()));
    made.write(json);
    return new String(json.members().toBytes(), StandardCharsets.UTF_8) + "\n";
  }

  /** What a note says, if its text is a report and nothing else. Whom to believe is left open. */
  public static Parsed<VerifyReport> read(SignedNote note) {
    String text = note.text();
    byte[] line = text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
    if (!(CanonicalJson.parse(line).orElse(null) instanceof Members json)) {
      return new Parsed.Malformed<>("its text is not one line of canonical JSON");
    }
    VerifyReport report;
    try {
      report = of(new MembersReader(json));
    } catch (IllegalArgumentException e) {
      return new Parsed.Malformed<>("it is not a report: " + e.getMessage());
    }
    // A reader that takes too much is caught here: what it read has another text.
    return report.text().equals(text)
        ? new Parsed.Value<>(report)
        : new Parsed.Malformed<>("its text has more than a report has, or has it otherwise");
  }

  private static VerifyReport of(MembersReader json) {
    return new VerifyReport(
        json.findText("ledger").map(LedgerName::new),
        Made.read(json),
        Given.read(json.object("given")),
        Found.read(json.object("found")),
        exit(json.count("exit")),
        json.text("conclusion"));
  }
}
