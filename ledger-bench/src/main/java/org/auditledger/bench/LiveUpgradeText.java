package org.auditledger.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.auditledger.bench.LiveUpgrade.Round;
import org.auditledger.bench.LiveUpgrade.Window;

/** What writers noticed of an upgrade, in words and a table. */
final class LiveUpgradeText {

  private LiveUpgradeText() {}

  static Section of(LiveUpgrade upgrade, String server, List<Round> rounds) {
    Section.Text text =
        new Section.Text(
            upgrade.bar(),
            "upgrade V1 to head under 4 writers, no rewrite, no writer stalled for over 100 ms");
    text.line(
        """
        %,d rows; PostgreSQL %s with fsync. The writers are the ancestor's: read the head, hash,
        insert and commit, with no lock, so the entries are one chain and of two that race one tries
        again. A figure is the time of one such attempt. Before and after the upgrade the same
        writers were left alone, for about as long. What a stall has to do with the upgrade is in the
        last column: the longest that a writer was seen waiting for the table, every 3 ms.

        | | while | seconds | entries/s | median | 99 %% | 99.9 %% | > 100 ms | longest | locked out |
        | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: |\
        """,
        upgrade.rows(), server);
    for (int i = 0; i < rounds.size(); i++) {
      row(text, i + 1, "left alone, V1", rounds.get(i).before());
      row(text, i + 1, "upgraded", rounds.get(i).upgrade());
      row(text, i + 1, "left alone, head", rounds.get(i).after());
    }
    text.line("");
    text.line(
        "Longest stall, median of the rounds: %.1f ms upgraded, %.1f and %.1f ms left alone;"
            + " longest of all: %.1f ms upgraded, %.1f and %.1f ms left alone.",
        median(rounds, Round::upgrade),
        median(rounds, Round::before),
        median(rounds, Round::after),
        longest(rounds, Round::upgrade),
        longest(rounds, Round::before),
        longest(rounds, Round::after));
    List<String> rewritten = rounds.stream().flatMap(round -> round.rewritten().stream()).toList();
    text.line("Rewritten: %s.", rewritten.isEmpty() ? "nothing" : String.join(", ", rewritten));
    return text.with(Map.of("server", server, "rows", upgrade.rows(), "rounds", rounds));
  }

  private static void row(Section.Text text, int round, String during, Window window) {
    double seconds = window.length().toNanos() / 1e9;
    text.line(
        "| %d | %s | %.1f | %.0f | %.2f ms | %.1f ms | %.1f ms | %d | %.1f ms | %.1f ms |",
        round,
        during,
        seconds,
        window.written() / seconds,
        millis(window.median()),
        millis(window.p99()),
        millis(window.p999()),
        window.overTarget(),
        millis(window.longest()),
        millis(window.waited()));
  }

  private static double median(List<Round> rounds, Function<Round, Window> during) {
    return millis(Medians.of(rounds, during.andThen(Window::longest)));
  }

  private static double longest(List<Round> rounds, Function<Round, Window> during) {
    return rounds.stream()
        .map(during)
        .mapToDouble(window -> millis(window.longest()))
        .max()
        .orElse(0);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
