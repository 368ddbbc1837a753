package org.auditledger.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.auditledger.audit.AuditRequest;
import org.auditledger.cli.html.Charts;
import org.auditledger.cli.html.Template;
import org.auditledger.figures.Figures;
import org.auditledger.figures.Period;
import org.auditledger.signature.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What a report says, in the words of its template: {@code html/report.html} names the methods
 * here.
 */
record AuditPage(
    Heading heading,
    AuditRequest request,
    VerifiedLedger verified,
    Figures figures,
    JournalTimeline timeline,
    Optional<String> drawingTrouble) {

  /**
   * What stands above all.
   *
   * @param organization whose ledger it is, if that was said
   * @param source where it was read
   */
  record Heading(
      @Nullable String organization, Period period, Instant begun, String tool, String source) {}

  /** One of the four verdicts. */
  record Verdict(
      String name, String about, String sign, String says, String kind, List<String> notChecked) {}

  /** What of one area is wrong in one way. */
  record Group(String area, String code, List<String> what, String why, String next) {}

  /** A name, and what goes by it. */
  record Fact(String name, List<String> values, boolean code) {}

  static AuditPage of(
      Heading heading, AuditRequest request, VerifiedLedger verified, SeenLedger seen) {
    return new AuditPage(
        heading, request, verified, seen.figures(), seen.timeline(), Charts.trouble());
  }

  String html() {
    return Template.of("report").page(this);
  }

  Template.Style style() {
    return Template.Style.of("report");
  }

  String title() {
    String organization = heading.organization();
    return organization == null ? ledger() : organization;
  }

  String ledger() {
    VerifiedBackup backup = verified.backup();
    String name = verified.ledger();
    if (name != null) {
      return name;
    }
    return backup == null ? "a ledger without a name" : backup.ledger();
  }

  String period() {
    Period period = heading.period();
    if (period.equals(Period.ALL)) {
      return "all entries";
    }
    return period.first().map(time -> Page.time(time.toString())).orElse("the first entry")
        + " to "
        + period.last().map(time -> Page.time(time.toString())).orElse("the last entry")
        + ", both included";
  }

  String made() {
    return Page.time(heading.begun().toString());
  }

  String headline() {
    String said = VerifiedPage.headline(verified);
    String what = said.substring(said.lastIndexOf(": ") + 2);
    return sentence(what);
  }

  private static String sentence(String said) {
    return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
  }

  /** How it looks: nothing is said by that alone. */
  String state() {
    return switch (ExitCode.of(verified.exit())) {
      case DONE -> "pass";
      case NOT_ALL_CHECKED -> "open";
      default -> "fail";
    };
  }

  String exit() {
    return verified.exit() + " (" + ExitCode.of(verified.exit()).meaning() + ")";
  }

  List<Verdict> verdicts() {
    return verified.areas().stream().map(AuditPage::verdict).toList();
  }

  private static Verdict verdict(VerifiedLedger.Judged area) {
    String about =
        switch (area.area()) {
          case "chain" -> "The entries one after the other: numbers, links, hashes, times";
          case "content" -> "Each entry in itself: its envelope, its transcript, who signed it";
          case "history" -> "What was done to the ledger: journal, seals, anchor";
          default -> "What protects it: structure, triggers, grants, partitions";
        };
    return switch (area.verdict()) {
      case "pass" -> new Verdict(area.area(), about, "✓", "pass", "pass", area.notChecked());
      case "fail" ->
          new Verdict(
              area.area(),
              about,
              "✗",
              "FAIL, " + Conclusion.findings(area.findings()),
              "fail",
              area.notChecked());
      default -> new Verdict(area.area(), about, "–", "not checked", "open", area.notChecked());
    };
  }

  /** By area and kind, as they come. */
  List<Group> findings() {
    Map<String, List<VerifiedLedger.Finding>> kinds = new LinkedHashMap<>();
    for (VerifiedLedger.Finding one : verified.findings()) {
      kinds.computeIfAbsent(one.area() + " " + one.code(), key -> new ArrayList<>()).add(one);
    }
    List<Group> groups = new ArrayList<>();
    for (List<VerifiedLedger.Finding> kind : kinds.values()) {
      VerifiedLedger.Finding any = kind.get(0);
      groups.add(
          new Group(
              any.area(),
              any.code(),
              kind.stream().map(VerifiedLedger.Finding::what).toList(),
              any.why(),
              any.next()));
    }
    return groups;
  }

  /** How many findings there are that are not shown, by area. */
  List<String> moreFindings() {
    List<String> more = new ArrayList<>();
    for (VerifiedLedger.Judged area : verified.areas()) {
      long shown = verified.findings().stream().filter(f -> f.area().equals(area.area())).count();
      if (shown < area.findings()) {
        more.add(
            String.format(
                Locale.ROOT,
                "%s: %,d more, which are counted and not shown here",
                area.area(),
                area.findings() - shown));
      }
    }
    return more;
  }

  List<VerifiedLedger.Unchecked> unchecked() {
    return verified.unchecked();
  }

  List<VerifiedBackup.Defect> defects() {
    VerifiedBackup backup = verified.backup();
    return backup == null ? List.of() : backup.defects();
  }

  boolean nothingFound() {
    return findings().isEmpty() && moreFindings().isEmpty() && defects().isEmpty();
  }

  FiguresView numbers() {
    return new FiguresView(figures, verified, drawingTrouble.isEmpty());
  }

  String conclusion() {
    return sentence(verified.conclusion());
  }

  /** What it was checked by, and what it comes to. */
  List<Fact> evidence() {
    List<Fact> facts = new ArrayList<>();
    List<String> notes = request.trusted().noteKeys().stream().map(JournalTimeline::key).toList();
    facts.add(fact("Keys trusted for seals and journal", orNone(notes)));
    List<String> transcripts =
        request.trusted().transcriptKeys().stream().map(PublicKey::keyId).toList();
    facts.add(fact("Keys trusted for transcripts", orNone(transcripts)));
    facts.add(fact("Anchor", List.of(anchor())));
    facts.add(fact("Sealed", List.of(upTo(verified.sealedTo(), "not by anybody who is trusted"))));
    VerifiedLedger.Head head = verified.head();
    facts.add(fact("Last entry", List.of(head == null ? "none" : number(head.sequence()))));
    facts.add(new Fact("Its hash", List.of(head == null ? "none" : head.hash()), head != null));
    String root = verified.root();
    facts.add(
        new Fact("Root over all columns", List.of(root == null ? "none" : root), root != null));
    VerifiedBackup backup = verified.backup();
    if (backup != null) {
      facts.add(fact("Backups", backup.parts().stream().map(VerifiedBackup.Part::line).toList()));
      facts.add(fact("Not checked of these", orNone(backup.notChecked())));
    }
    return facts;
  }

  private String anchor() {
    return request
        .anchor()
        .map(
            given ->
                "of entries 1 to "
                    + number(given.stated().entries().size())
                    + (verified.anchoredTo() == null ? ", and it could not be used" : ""))
        .orElse("none was given");
  }

  private static String upTo(@Nullable Long entry, String none) {
    return entry == null ? none : entry == 0 ? "no entries" : "up to entry " + number(entry);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static Fact fact(String name, List<String> values) {
    return new Fact(name, values, false);
  }

  private static List<String> orNone(List<String> values) {
    return values.isEmpty() ? List.of("none") : values;
  }
}
