package org.auditledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.auditledger.bench.Contest.Result;
import org.auditledger.bench.LiveUpgrade.Round;
import org.auditledger.bench.LiveUpgrade.Window;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, for people and for programs. */
final class Report {

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Object> results = new TreeMap<>();

  Report() {
    text.append(
        """
        # What was measured

        On %s processors, Java %s, %s.
        """
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch")));
  }

  void add(Contest contest, List<Result> medians) {
    results.put(contest.bar(), medians);
    text.append(
        """

        ## %s: %s

        Medians of %d runs in turn, after a warm-up.

        | command | wall | cpu | peak memory | wall against the first |
        | --- | ---: | ---: | ---: | ---: |
        """
            .formatted(contest.bar(), contest.target(), medians.get(0).runs()));
    for (Result result : medians) {
      line(
          "| `%s` | %.0f ms | %.0f ms | %.0f MB | %.2f |",
          result.name(),
          millis(result.wall()),
          millis(result.cpu()),
          result.peakKilobytes() / 1024.0,
          millis(result.wall()) / millis(medians.get(0).wall()));
    }
  }

  void add(String bar, int rows, List<Round> rounds) {
    results.put(bar, Map.of("rows", rows, "rounds", rounds));
    text.append(
        """

        ## %s: upgrade V1 to head under 4 writers, no rewrite, no writer stalled for over 100 ms

        %,d rows; PostgreSQL %s with fsync. The writers are the ancestor's: read the head, hash,
        insert and commit, with no lock, so the entries are one chain and of two that race one tries
        again. A figure is the time of one such attempt. Before and after the upgrade the same
        writers were left alone, for about as long. What a stall has to do with the upgrade is in the
        last column: the longest that a writer was seen waiting for the table, every 3 ms.

        | | while | seconds | entries/s | median | 99 %% | 99.9 %% | > 100 ms | longest | locked out |
        | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: |
        """
            .formatted(bar, rows, rounds.get(0).server()));
    for (int i = 0; i < rounds.size(); i++) {
      row(i + 1, "left alone, V1", rounds.get(i).before());
      row(i + 1, "upgraded", rounds.get(i).upgrade());
      row(i + 1, "left alone, head", rounds.get(i).after());
    }
    text.append('\n');
    line(
        "Longest stall, median of the rounds: %.1f ms upgraded, %.1f and %.1f ms left alone;"
            + " longest of all: %.1f ms upgraded, %.1f and %.1f ms left alone.",
        median(rounds, Round::upgrade),
        median(rounds, Round::before),
        median(rounds, Round::after),
        longest(rounds, Round::upgrade),
        longest(rounds, Round::before),
        longest(rounds, Round::after));
    List<String> rewritten = rounds.stream().flatMap(round -> round.rewritten().stream()).toList();
    line("Rewritten: %s.", rewritten.isEmpty() ? "nothing" : String.join(", ", rewritten));
  }

  private void row(int round, String during, Window window) {
    line(
        "| %d | %s | %.1f | %.0f | %.2f ms | %.1f ms | %.1f ms | %d | %.1f ms | %.1f ms |",
        round,
        during,
        window.length().toNanos() / 1e9,
        window.written() / (window.length().toNanos() / 1e9),
        millis(window.median()),
        millis(window.p99()),
        millis(window.p999()),
        window.overTarget(),
        millis(window.longest()),
        millis(window.waited()));
  }

  private static double median(List<Round> rounds, Function<Round, Window> during) {
    List<Duration> stalls =
        rounds.stream().map(during).map(Window::longest).sorted(Comparator.naturalOrder()).toList();
    return millis(stalls.get(stalls.size() / 2));
  }

  private static double longest(List<Round> rounds, Function<Round, Window> during) {
    return rounds.stream()
        .map(during)
        .mapToDouble(window -> millis(window.longest()))
        .max()
        .orElse(0);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  String text() {
    return text.toString();
  }

  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("results.md"), text, StandardCharsets.UTF_8);
    JsonMapper.builder().build().writeValue(directory.resolve("results.json").toFile(), results);
  }
}
