package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.chain.Head;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.Finding;
import org.auditledger.verify.LedgerReport;
import org.auditledger.verify.Unchecked;

/**
 * Says in one sentence what a report proves of a ledger and what it does not. What somebody reads
 * who reads nothing else must not promise more than was shown: a chain only shows that entries hold
 * together, only a trusted key answers for a seal, and only an anchor shows that there was more.
 */
final class Conclusion {

  private static final List<Area> WORST_FIRST =
      List.of(Area.HISTORY, Area.CHAIN, Area.CONTENT, Area.POSTURE);

  private final LedgerReport report;
  private final Evidence given;
  private final long entries;
  private final long last;
  private final long sealed;

  Conclusion(LedgerReport report, Evidence given) {
    this.report = report;
    this.given = given;
    this.entries = report.read().entries();
    this.last = report.head().map(Head::sequence).orElse(entries);
    this.sealed = report.sealedTo().orElse(0);
  }

  String sentence() {
    List<AreaReport> failed =
        WORST_FIRST.stream().map(report::area).filter(one -> one.findings().total() > 0).toList();
    if (failed.isEmpty()) {
      return proof();
    }
    AreaReport worst = failed.get(0);
    return worst.area() == Area.POSTURE
        ? "NOT AS RECORDED: what protects the ledger ("
            + findings(worst.findings().total())
            + "); "
            + proof()
        : "NOT INTACT: "
            + failed.stream().map(Conclusion::counted).collect(Collectors.joining("; "));
  }

  private String proof() {
    if (!report.area(Area.CHAIN).checked()) {
      return "proven: nothing, as the entries could not be read";
    }
    return "proven: " + proven() + "; not proven: " + String.join("; nor ", notProven());
  }

  /** How many findings there are, in words. */
  static String findings(long count) {
    return count == 1 ? "1 finding" : String.format(Locale.ROOT, "%,d findings", count);
  }

  private static String counted(AreaReport area) {
    Finding first = area.findings().first().get(0);
    OptionalLong entry = first.sequence();
    return area.area().word()
        + ": "
        + findings(area.findings().total())
        + (area.findings().total() == 1 ? ", " : ", the first ")
        + first.code()
        + (entry.isPresent() ? " at entry " + entry.getAsLong() : "");
  }

  private String proven() {
    if (given.scope() instanceof Scope.Part) {
      return together() + ", of which only these were read";
    }
    if (given.scope() instanceof Scope.New) {
      return (entries == 0 ? "no entry is new" : together())
          + ", and the "
          + (report.read().first() - 1)
          + " before are those that "
          + (given.key() ? "the anchor is of" : "the anchor is of, whoever made it")
          + (sealed >= report.read().first()
              ? "; those up to entry " + sealed + " were sealed"
              : "");
    }
    if (entries == 0) {
      return "there are no entries"
          + (report.anchoredTo().isPresent()
              ? ", as there were none when the anchor was made"
              : "");
    }
    List<String> same = new ArrayList<>();
    addSame(same, sealed, "that " + (entries == 1 ? "was" : "were") + " sealed");
    addSame(same, report.anchoredTo().orElse(0), "that the anchor is of");
    return together()
        + (same.isEmpty() ? "" : (entries == 1 ? " and is " : " and are "))
        + String.join(" and ", same);
  }

  private String together() {
    String which = report.read().first() == 1 ? "" : " from " + report.read().first() + " on";
    return entries == 1
        ? "the one entry" + which + " holds together"
        : String.format(Locale.ROOT, "the %,d entries%s hold together", entries, which);
  }

  private void addSame(List<String> same, long upTo, String as) {
    if (upTo > 0) {
      same.add(
          (entries == 1 ? "the one " : "those ")
              + as
              + (upTo < last ? " up to " + entry(upTo) : ""));
    }
  }

  private static String entry(long number) {
    return String.format(Locale.ROOT, "entry %,d", number);
  }

  private List<String> notProven() {
    List<String> not = new ArrayList<>();
    if (given.scope() instanceof Scope.Part) {
      not.add("anything of the others, nor that these are what was sealed");
    } else {
      if (given.scope() instanceof Scope.New) {
        not.add("what the older ones say, as they were not read again");
      }
      if (entries > 0) {
        addUnsealed(not);
      }
      not.add(end());
    }
    if (given.key()
        && !(given.scope() instanceof Scope.Part)
        && report.sealedTo().isPresent()
        && !report.area(Area.HISTORY).checked()) {
      not.add("what those statements of the journal say that nobody who is trusted has signed");
    }
    if (!report.unchecked().isEmpty()) {
      not.add("what could not be checked in entries (" + unchecked() + ")");
    }
    return not;
  }

  private void addUnsealed(List<String> not) {
    String they = "that " + (entries == 1 ? "it is" : "they are") + " what was written, as ";
    if (report.ledger().isEmpty()) {
      not.add(they + "the ledger was never adopted and has no seal");
    } else if (!given.key()) {
      not.add(they + "no verifier key was given");
    } else if (report.sealedTo().isEmpty()) {
      not.add(they + "nobody who is trusted has sealed them");
    } else if (sealed == 0) {
      not.add(they + "nothing was sealed since");
    } else if (sealed < last) {
      not.add(
          "that what comes after " + entry(sealed) + " is what was written, as it is not sealed");
    }
  }

  /** A chain whose end was cut off is whole in itself. */
  private String end() {
    if (report.anchoredTo().isPresent()) {
      return entries == 0
          ? "that none came since and is gone"
          : "that nothing came after " + entry(last) + " and is gone";
    }
    return (entries == 0 ? "that there never were any" : "that nothing is missing at the end")
        + (given.anchor()
            ? ", as nobody who is trusted signed the anchor"
            : ", as no anchor was given");
  }

  private String unchecked() {
    List<String> reasons = new ArrayList<>();
    for (Unchecked.Reason reason : Unchecked.Reason.values()) {
      long count =
          report.unchecked().stream()
              .filter(one -> one.reason() == reason)
              .mapToLong(Unchecked::count)
              .sum();
      if (count > 0) {
        reasons.add(String.format(Locale.ROOT, "%s: %,d", reason.meaning(), count));
      }
    }
    return String.join("; ", reasons);
  }
}
