package org.auditledger.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Commands that do comparable work, run in turn so that a noisy minute hits all of them. */
record Contest(String bar, String target, List<Contestant> contestants, int rounds) implements Bar {

  /** A command and what to call it. */
  record Contestant(String name, List<String> command) {}

  /** How a command is run, and where. */
  interface Runner {
    Run run(List<String> command) throws IOException, InterruptedException, SQLException;
  }

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    List<Medians> medians = medians(contestants, rounds, Run::of);
    Section.Text text = new Section.Text(bar, target);
    text.line("Medians of %d runs in turn, after a warm-up.\n", rounds);
    write(text, medians);
    return text.with(medians);
  }

  /** A table of what was measured, each against the first. */
  static void write(Section.Text text, List<Medians> medians) {
    text.line("| command | wall | cpu | peak memory | wall against the first |");
    text.line("| --- | ---: | ---: | ---: | ---: |");
    for (Medians own : medians) {
      text.line("%s %.2f |", own.cells(), own.seconds() / medians.get(0).seconds());
    }
  }

  /** Runs everyone once to warm up, and then as often as wanted in turn. */
  static List<Medians> medians(List<Contestant> contestants, int rounds, Runner runner)
      throws IOException, InterruptedException, SQLException {
    List<List<Run>> runs = new ArrayList<>();
    for (Contestant contestant : contestants) {
      Run unused = runner.run(contestant.command());
      runs.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        runs.get(i).add(runner.run(contestants.get(i).command()));
      }
    }
    List<Medians> medians = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      medians.add(Medians.of(contestants.get(i).name(), runs.get(i)));
    }
    return medians;
  }
}
