package org.auditledger.cli;

import java.util.List;
import org.auditledger.migrate.RecordedStep;

/** A migration that a command has applied or taken back, as its answer says it. */
record StepDone(
    String set,
    String version,
    String description,
    String evidence,
    long lockMilliseconds,
    long statementMilliseconds,
    long position) {

  static List<StepDone> of(List<RecordedStep> steps) {
    return steps.stream()
        .map(
            step ->
                new StepDone(
                    step.set(),
                    step.version(),
                    step.description(),
                    step.grade(),
                    step.lockMilliseconds(),
                    step.statementMilliseconds(),
                    step.position()))
        .toList();
  }

  static void show(Page page, List<StepDone> steps) {
    if (steps.isEmpty()) {
      return;
    }
    page.gap()
        .table(
            List.of("migration", "description", "evidence", "waited", "ran", "journal"),
            steps.stream()
                .map(
                    step ->
                        List.of(
                            step.set() + " " + step.version(),
                            step.description(),
                            step.evidence(),
                            step.lockMilliseconds() + " ms",
                            step.statementMilliseconds() + " ms",
                            String.valueOf(step.position())))
                .toList());
  }

  /** {@code 1 migration}, {@code 2 migrations}. */
  static String count(List<?> migrations) {
    return migrations.size() + (migrations.size() == 1 ? " migration" : " migrations");
  }
}
