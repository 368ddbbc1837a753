package org.auditledger.cli;

import java.util.List;
import java.util.Locale;
import org.auditledger.entry.Digest;
import org.auditledger.journal.JournalTime;
import org.auditledger.report.FoundBackup;
import org.jspecify.annotations.Nullable;

/**
 * What the backups are that a ledger was read from.
 *
 * @param defects what they say of themselves that is not so
 * @param notChecked what of that nobody who is trusted answers for
 */
record VerifiedBackup(List<Part> parts, List<Defect> defects, List<String> notChecked) {

  /** One file. */
  record Part(
      String file,
      String manifest,
      @Nullable String parent,
      String ledger,
      String at,
      long first,
      long entries,
      List<String> signedBy) {

    Part {
      signedBy = List.copyOf(signedBy);
    }

    private static Part of(FoundBackup.Part found) {
      return new Part(
          found.file(),
          found.manifest().hex(),
          found.parent().map(Digest::hex).orElse(null),
          found.ledger().value(),
          JournalTime.text(found.at()),
          found.first(),
          found.entries(),
          found.signedBy());
    }

    String line() {
      return file
          + ": "
          + String.format(Locale.ROOT, "%,d entries, as of ", entries)
          + Page.time(at)
          + (signedBy.isEmpty()
              ? ", signed by nobody who is trusted"
              : ", signed by " + String.join(", ", signedBy));
    }
  }

  /** Something that a file says of itself and that is not so. */
  record Defect(String code, String file, String what) {}

  VerifiedBackup {
    parts = List.copyOf(parts);
    defects = List.copyOf(defects);
    notChecked = List.copyOf(notChecked);
  }

  static VerifiedBackup of(FoundBackup found) {
    return new VerifiedBackup(
        found.parts().stream().map(Part::of).toList(),
        found.defects().stream().map(d -> new Defect(d.code(), d.file(), d.what())).toList(),
        found.notChecked());
  }

  /** What is said of a ledger in these backups, beside what is proven of it. */
  static String conclusion(FoundBackup found, String ofLedger) {
    if (!found.defects().isEmpty()) {
      return "NOT VALID: the backup ("
          + Conclusion.findings(found.defects().size())
          + ", the first "
          + found.defects().get(0).code()
          + "); "
          + ofLedger;
    }
    return found.notChecked().isEmpty()
        ? ofLedger
        : ofLedger + "; nor when and where the backup was taken, as nobody who is trusted says so";
  }

  /** The name that the backup gives its ledger, whether that has one or not. */
  String ledger() {
    return parts.get(parts.size() - 1).ledger();
  }

  void write(Page page) {
    page.facts("backup", parts.stream().map(Part::line).toList())
        .facts("", notChecked.stream().map(why -> "- not checked: " + why).toList());
  }

  void writeDefects(Page page) {
    if (defects.isEmpty()) {
      return;
    }
    page.gap().line("backup: " + Conclusion.findings(defects.size()));
    for (Defect defect : defects) {
      page.fact(defect.code(), defect.file() + ": " + defect.what());
    }
    page.fact("why", "whoever made the file wrote down something else than what is in it")
        .fact("next", "do not restore from it; find out who made it, and use another backup");
  }
}
