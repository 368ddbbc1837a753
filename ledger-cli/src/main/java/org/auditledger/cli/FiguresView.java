package org.auditledger.cli;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.cli.html.Charts;
import org.auditledger.entry.Digest;
import org.auditledger.entry.Verdict;
import org.auditledger.figures.Figures;
import org.auditledger.figures.Label;
import org.auditledger.figures.Ranking;

/** A ledger's figures as a page shows them: charts, and the tables that say the same. */
record FiguresView(Figures figures, VerifiedLedger verified, boolean drawn) {

  private static final int BARS = 10;

  /** A name, how many, and how much that is of all. */
  record Line(String name, boolean named, String note, long count, String share) {}

  /** A step in time. */
  record Row(String time, List<Long> counts, long total) {}

  boolean any() {
    return figures.entries() > 0;
  }

  boolean overTime() {
    return !figures.buckets().isEmpty();
  }

  /** What is counted, in a sentence each. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add(
        number(figures.entries())
            + " of the ledger's "
            + (verified.entries() == 1 ? "1 entry" : number(verified.entries()) + " entries")
            + (figures.entries() == 1 ? " is" : " are")
            + " in the period"
            + figures.first().map(time -> ": the first is of " + time(time)).orElse("")
            + figures.last().map(time -> ", the last of " + time(time)).orElse("")
            + ".");
    if (figures.undated() > 0) {
      facts.add(number(figures.undated()) + " have a time that no calendar has.");
    }
    facts.add(
        number(figures.signed())
            + " ("
            + share(figures.signed())
            + ") of those in the period carry a signed transcript; whether the signatures hold is a"
            + " part of the verdict on content.");
    facts.add(unsealed());
    return facts;
  }

  private String unsealed() {
    VerifiedLedger.Head head = verified.head();
    Long sealed = verified.sealedTo();
    if (head == null) {
      return "There is no last entry that could be sealed.";
    }
    if (sealed == null) {
      return "No entry is sealed by anybody who is trusted here.";
    }
    long open = Math.max(0, head.sequence() - sealed);
    return open == 0
        ? "All entries of the ledger are sealed."
        : number(open) + " of the ledger's entries, the newest, are not sealed yet.";
  }

  List<String> columns() {
    return List.copyOf(present());
  }

  List<Line> verdicts() {
    return present().stream().map(name -> line(name, count(name))).toList();
  }

  private Line line(String name, long count) {
    return new Line(name, false, "", count, share(count));
  }

  private long count(String verdict) {
    return figures.verdicts().getOrDefault(verdict, 0L);
  }

  /** In the order in which they are always named, and only those that are there. */
  private List<String> present() {
    List<String> present = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      present.add(verdict.name());
    }
    present.add(Figures.OTHERS);
    present.removeIf(name -> count(name) == 0);
    return present;
  }

  List<Row> rows() {
    return figures.buckets().stream()
        .map(
            bucket ->
                new Row(
                    name(bucket.begin()),
                    present().stream().map(v -> bucket.verdicts().getOrDefault(v, 0L)).toList(),
                    bucket.entries()))
        .toList();
  }

  String step() {
    return switch (figures.step()) {
      case HOUR -> "hour";
      case DAY -> "day";
      case WEEK -> "week, from Monday";
      case MONTH -> "month";
      case YEAR -> "year";
      case CENTURY -> "century";
    };
  }

  private String name(LocalDateTime begin) {
    return switch (figures.step()) {
      case HOUR -> format(begin, "uuuu-MM-dd HH:mm");
      case DAY, WEEK -> format(begin, "uuuu-MM-dd");
      case MONTH -> format(begin, "MMM uuuu");
      case YEAR -> format(begin, "uuuu");
      case CENTURY -> begin.getYear() + " to " + (begin.getYear() + 99);
    };
  }

  private String shortName(LocalDateTime begin) {
    return switch (figures.step()) {
      case HOUR -> format(begin, "d MMM, HH:mm");
      case DAY, WEEK -> format(begin, "d MMM uuuu");
      case MONTH, YEAR, CENTURY -> name(begin);
    };
  }

  private static String format(LocalDateTime time, String pattern) {
    return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  List<Line> rules() {
    return lines(figures.flags(), "no rule named");
  }

  List<Line> eras() {
    return lines(figures.eras(), "none: written before there were versions");
  }

  boolean flagged() {
    return figures.flags().total() > 0;
  }

  private List<Line> lines(Ranking ranking, String unlabelled) {
    List<Line> lines = new ArrayList<>();
    for (Ranking.Line one : ranking.first()) {
      Optional<Label> label = one.label();
      boolean named = label.map(Label::text).filter(text -> !text.isEmpty()).isPresent();
      lines.add(
          new Line(
              named ? label.get().text() : label.isPresent() ? "an empty name" : unlabelled,
              named,
              label.flatMap(Label::digest).map(of -> note(label.get(), of)).orElse(""),
              one.count(),
              share(one.count(), ranking.total())));
    }
    if (ranking.rest() > 0) {
      lines.add(
          new Line(
              number(ranking.restLabels()) + " others",
              false,
              "",
              ranking.rest(),
              share(ranking.rest(), ranking.total())));
    }
    if (ranking.untold() > 0) {
      lines.add(
          new Line(
              "more than could be told apart",
              false,
              "",
              ranking.untold(),
              share(ranking.untold(), ranking.total())));
    }
    return lines;
  }

  private static String note(Label label, Digest digest) {
    return "… " + Counted.bytes(label.bytes()) + " in all, SHA-256 " + digest.hex();
  }

  String distributionChart() {
    return Charts.bars(
        "distribution-chart",
        "Entries by verdict",
        "Bars, one for each verdict, as long as it has entries. The table after it has the"
            + " numbers.",
        verdicts().stream().map(one -> bar(one, one.name().equals(Verdict.FLAG.name()))).toList());
  }

  String timeChart() {
    return Charts.overTime(
        "time-chart",
        "Entries over time, by verdict",
        "For each verdict a row of bars, one for each "
            + step()
            + ", to a scale of its own. The appendix has the numbers.",
        figures.buckets().stream().map(bucket -> shortName(bucket.begin())).toList(),
        present().stream().map(this::series).toList());
  }

  private Charts.Series series(String verdict) {
    return new Charts.Series(
        verdict,
        figures.buckets().stream().map(b -> b.verdicts().getOrDefault(verdict, 0L)).toList(),
        verdict.equals(Verdict.FLAG.name()));
  }

  String rulesChart() {
    return Charts.bars(
        "rules-chart",
        "Flags by rule",
        "Bars, one for each of the rules that flagged most. The table after it has the numbers.",
        rules().stream().limit(BARS).map(one -> bar(one, true)).toList());
  }

  private static Charts.Bar bar(Line line, boolean flagged) {
    return new Charts.Bar(
        line.name(), line.count(), number(line.count()) + " (" + line.share() + ")", flagged);
  }

  private String share(long count) {
    return share(count, figures.entries());
  }

  private static String share(long count, long all) {
    if (count == 0 || all == 0) {
      return "0 %";
    }
    double percent = 100.0 * count / all;
    if (count < all && percent > 99.9) {
      return "over 99.9 %";
    }
    return percent < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String time(java.time.Instant time) {
    return Page.time(time.toString());
  }
}
