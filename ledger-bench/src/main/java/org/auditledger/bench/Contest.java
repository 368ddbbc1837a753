package org.auditledger.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commands that do comparable work, run in turn so that a noisy minute hits all of them. */
record Contest(String bar, String target, List<Contestant> contestants, int rounds) implements Bar {

  /** A command and what to call it. */
  record Contestant(String name, List<String> command) {}

  @Override
  public Section measure() throws IOException, InterruptedException {
    List<Medians> medians = run();
    Section.Text text = new Section.Text(bar, target);
    text.line("Medians of %d runs in turn, after a warm-up.\n", rounds);
    text.line("| command | wall | cpu | peak memory | wall against the first |");
    text.line("| --- | ---: | ---: | ---: | ---: |");
    for (Medians own : medians) {
      text.line("%s %.2f |", own.cells(), own.seconds() / medians.get(0).seconds());
    }
    return text.with(medians);
  }

  /** Runs everyone once to warm up, and then as often as wanted in turn. */
  private List<Medians> run() throws IOException, InterruptedException {
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
    List<Medians> medians = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      medians.add(Medians.of(contestants.get(i).name(), runs.get(i)));
    }
    return medians;
  }
}
