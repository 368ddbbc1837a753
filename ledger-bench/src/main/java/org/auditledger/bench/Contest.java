package org.auditledger.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Commands that do comparable work, run in turn so that a noisy minute hits all of them. */
record Contest(String bar, String target, List<Contestant> contestants) {

  /** A command and what to call it. */
  record Contestant(String name, List<String> command) {}

  /** The medians of one contestant. */
  record Result(String name, int runs, Duration wall, Duration cpu, long peakKilobytes) {}

  /** Runs everyone once to warm up, and then {@code rounds} times in turn. */
  List<Result> run(int rounds) throws IOException, InterruptedException {
    List<List<Run>> runs = new ArrayList<>();
    for (Contestant contestant : contestants) {
      Run.of(contestant.command());
      runs.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        runs.get(i).add(Run.of(contestants.get(i).command()));
      }
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      List<Run> own = runs.get(i);
      results.add(
          new Result(
              contestants.get(i).name(),
              rounds,
              median(own, Run::wall),
              median(own, Run::cpu),
              median(own, Run::peakKilobytes)));
    }
    return results;
  }

  private static <T extends Comparable<T>> T median(List<Run> runs, Function<Run, T> figure) {
    List<T> figures = runs.stream().map(figure).sorted(Comparator.naturalOrder()).toList();
    return figures.get(figures.size() / 2);
  }
}
