package org.auditledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.bench.Contest.Contestant;
import org.auditledger.bench.Contest.Result;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the contests whose bars are named, or all, and writes {@code bench/results.md} and {@code
 * .json}.
 */
final class Main {

  private static final int ROUNDS = 21;

  private Main() {}

  public static void main(String[] bars) throws IOException, InterruptedException {
    List<String> wanted = List.of(bars);
    StringBuilder table = new StringBuilder(heading());
    Map<String, Object> results = new TreeMap<>();
    for (Contest contest : contests()) {
      if (wanted.isEmpty() || wanted.contains(contest.bar())) {
        List<Result> medians = contest.run(ROUNDS);
        medians.forEach(result -> table.append(row(contest, medians.get(0), result)));
        results.put(contest.bar(), medians);
      }
    }
    Path directory = Files.createDirectories(Path.of("bench"));
    Files.writeString(directory.resolve("results.md"), table, StandardCharsets.UTF_8);
    JsonMapper.builder().build().writeValue(directory.resolve("results.json").toFile(), results);
    System.out.print(table); // the table is what this program is run for
  }

  private static List<Contest> contests() {
    return List.of(
        new Contest(
            "B9",
            "version in at most 200 ms",
            List.of(
                new Contestant("audit-ledger version", List.of("./audit-ledger", "version")),
                new Contestant("java -version", List.of("java", "-version")))));
  }

  private static String heading() {
    return """
    # What was measured

    Medians of %d runs in turn, after a warm-up, on %s processors, Java %s, %s.

    | bar | target | command | wall | cpu | peak memory | wall against the first |
    | --- | --- | --- | ---: | ---: | ---: | ---: |
    """
        .formatted(
            ROUNDS,
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static String row(Contest contest, Result first, Result result) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | `%s` | %.0f ms | %.0f ms | %.0f MB | %.2f |%n",
        contest.bar(),
        contest.target(),
        result.name(),
        millis(result.wall()),
        millis(result.cpu()),
        result.peakKilobytes() / 1024.0,
        millis(result.wall()) / millis(first.wall()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
