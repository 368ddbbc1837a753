package org.auditledger.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of verifying a ledger, for people. */
final class VerifiedPage {

  /** Programs get all; a person needs to see what kind of thing it is. */
  private static final int MOST_UNCHECKED = 10;

  private final VerifiedLedger verified;
  private final Page page;

  VerifiedPage(VerifiedLedger verified) {
    this.verified = verified;
    this.page = new Page(headline(verified));
  }

  String text() {
    facts();
    VerifiedBackup backup = verified.backup();
    if (backup != null) {
      backup.write(page);
    }
    page.gap();
    verified.areas().forEach(this::area);
    unchecked();
    verified.areas().forEach(this::findings);
    if (backup != null) {
      backup.writeDefects(page);
    }
    return page.gap().line(verified.conclusion()).toString();
  }

  static String headline(VerifiedLedger verified) {
    VerifiedBackup backup = verified.backup();
    long findings =
        verified.areas().stream().mapToLong(VerifiedLedger.Judged::findings).sum()
            + (backup == null ? 0 : backup.defects().size());
    String what =
        findings > 0
            ? Conclusion.findings(findings)
            : verified.exit() == ExitCode.DONE.code()
                ? "nothing wrong was found"
                : "nothing wrong was found, but not all could be checked";
    return ledger(verified) + ": " + what;
  }

  private static String ledger(VerifiedLedger verified) {
    VerifiedBackup backup = verified.backup();
    if (backup != null) {
      return "a backup of " + backup.ledger();
    }
    return verified.ledger() == null ? "a ledger without a name" : verified.ledger();
  }

  private void facts() {
    VerifiedLedger.Head head = verified.head();
    page.fact("entries", entries(head))
        .fact("verdicts", verdicts())
        .fact("time", time())
        .fact("head", head == null ? "none" : head.hash())
        .fact("root", verified.root() == null ? "none" : verified.root())
        .fact("sealed", upTo(verified.sealedTo(), "not shown by anybody who is trusted"))
        .fact("anchor", upTo(verified.anchoredTo(), "none was used"));
  }

  private String entries(VerifiedLedger.@Nullable Head head) {
    String count = String.format(Locale.ROOT, "%,d", verified.entries());
    return head == null
        ? count
        : String.format(
            Locale.ROOT, "%s, from %,d to %,d", count, verified.first(), head.sequence());
  }

  private String verdicts() {
    return verified.verdicts().isEmpty()
        ? "none"
        : verified.verdicts().entrySet().stream()
            .map(one -> String.format(Locale.ROOT, "%s %,d", one.getKey(), one.getValue()))
            .collect(Collectors.joining(", "));
  }

  private String time() {
    double seconds = verified.milliseconds() / 1000.0;
    String took =
        seconds < 100
            ? String.format(Locale.ROOT, "%.1f s", seconds)
            : String.format(
                Locale.ROOT, "%,d min %02d s", (long) seconds / 60, (long) seconds % 60);
    return verified.entries() == 0 || seconds == 0
        ? took
        : String.format(Locale.ROOT, "%s, %,.0f entries/s", took, verified.entries() / seconds);
  }

  private static String upTo(@Nullable Long entry, String none) {
    if (entry == null) {
      return none;
    }
    return entry == 0 ? "no entries" : String.format(Locale.ROOT, "up to entry %,d", entry);
  }

  private void area(VerifiedLedger.Judged area) {
    boolean failed = area.findings() > 0;
    page.fact(
        area.area(),
        failed
            ? "FAIL, " + Conclusion.findings(area.findings())
            : area.verdict().replace('_', ' '));
    String before = area.verdict().equals("not_checked") ? "- " : "- not checked: ";
    page.facts("", area.notChecked().stream().map(why -> before + why).toList());
  }

  private void unchecked() {
    List<String> lines = new ArrayList<>();
    for (VerifiedLedger.Unchecked one : verified.unchecked()) {
      lines.add(
          one.meaning()
              + String.format(Locale.ROOT, ": %,d (%s", one.count(), one.subject())
              + (one.first() == null ? ")" : ", the first in entry " + one.first() + ")"));
    }
    if (lines.size() > MOST_UNCHECKED) {
      String more = "and " + (lines.size() - MOST_UNCHECKED) + " more kinds; --json has all";
      lines.subList(MOST_UNCHECKED, lines.size()).clear();
      lines.add(more);
    }
    page.facts("not checked", lines);
  }

  /** By kind, as they come: what every one of a kind means and calls for is said once. */
  private void findings(VerifiedLedger.Judged area) {
    if (area.findings() == 0) {
      return;
    }
    Map<String, List<VerifiedLedger.Finding>> kinds = new LinkedHashMap<>();
    long shown = 0;
    for (VerifiedLedger.Finding finding : verified.findings()) {
      if (finding.area().equals(area.area())) {
        kinds.computeIfAbsent(finding.code(), code -> new ArrayList<>()).add(finding);
        shown++;
      }
    }
    page.gap().line(area.area() + ": " + Conclusion.findings(area.findings()));
    for (Map.Entry<String, List<VerifiedLedger.Finding>> kind : kinds.entrySet()) {
      VerifiedLedger.Finding any = kind.getValue().get(0);
      String mark = kind.getValue().size() == 1 ? "" : "- ";
      page.facts(kind.getKey(), kind.getValue().stream().map(one -> mark + one.what()).toList())
          .fact("why", any.why())
          .fact("next", any.next());
    }
    if (shown < area.findings()) {
      page.fact("and", String.format(Locale.ROOT, "%,d more", area.findings() - shown));
    }
  }
}
