package org.auditledger.audit;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.migrate.Verification;
import org.auditledger.migrate.Verification.Check;
import org.auditledger.migrate.Verification.Result;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/** Takes what a verification of the schema says to where a report has it. */
final class SchemaJudgement {

  private final List<Finding> history = new ArrayList<>();
  private final List<Finding> posture = new ArrayList<>();
  private final List<String> notChecked = new ArrayList<>();
  private boolean compared;

  SchemaJudgement(Verification verification) {
    verification.checks().forEach(this::take);
  }

  /** What is wrong with the histories of migrations. */
  List<Finding> history() {
    return history;
  }

  /** What is wrong with structure and protection. */
  List<Finding> posture() {
    return posture;
  }

  /** What of structure and protection was not compared. */
  List<String> notChecked() {
    return notChecked;
  }

  /** Whether anything was compared. */
  boolean isCompared() {
    return compared;
  }

  private void take(Check check) {
    switch (check.subject()) {
      // The journal is judged where the seals are.
      case JOURNAL, SIGNATURES -> {}
      case HISTORY -> add(history, FindingCode.MIGRATIONS_BROKEN, check);
      case EFFECT -> add(posture, FindingCode.STRUCTURE_CHANGED, check);
      case STRUCTURE -> compare(FindingCode.STRUCTURE_CHANGED, check);
      case PROTECTION -> compare(FindingCode.POSTURE_WEAKER, check);
    }
  }

  private void compare(FindingCode code, Check check) {
    if (check.result() == Result.NOT_CHECKED) {
      check.details().forEach(why -> notChecked.add(check.name() + ": " + why));
    } else {
      compared = true;
      add(posture, code, check);
    }
  }

  private static void add(List<Finding> findings, FindingCode code, Check check) {
    if (check.result() == Result.FAIL) {
      check
          .details()
          .forEach(detail -> findings.add(Finding.ofLedger(code, check.name() + ": " + detail)));
    }
  }
}
