package org.auditledger.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The median of each figure of one contestant's runs. */
record Medians(String name, int runs, Duration wall, Duration cpu, long peakKilobytes) {

  static Medians of(String name, List<Run> runs) {
    return new Medians(
        name, runs.size(), of(runs, Run::wall), of(runs, Run::cpu), of(runs, Run::peakKilobytes));
  }

  /** The median of one figure, and of an even number of them the larger of the middle two. */
  static <S, T extends Comparable<T>> T of(List<S> all, Function<S, T> figure) {
    List<T> figures = all.stream().map(figure).sorted(Comparator.naturalOrder()).toList();
    return figures.get(figures.size() / 2);
  }

  double seconds() {
    return wall.toNanos() / 1e9;
  }

  /** The beginning of a row of a table: name, wall, CPU time and peak memory. */
  String cells() {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f ms | %.0f ms | %.0f MB |",
        name,
        wall.toNanos() / 1e6,
        cpu.toNanos() / 1e6,
        peakKilobytes / 1024.0);
  }
}
