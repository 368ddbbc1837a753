package org.auditledger.migrate;

import java.util.List;
import java.util.Optional;
import org.auditledger.migrate.MigrationException.Trouble;

/** What was looked at, and what came of it. */
public record Verification(List<Check> checks) {

  /** How a check ended. */
  public enum Result {
    PASS,
    FAIL,
    /** It could not be made, which is not the same as nothing wrong. */
    NOT_CHECKED
  }

  /** What a check is about. */
  public enum Subject {
    /** That there is a journal, and that it holds together. */
    JOURNAL,
    /** Who signed it. */
    SIGNATURES,
    /** Migrations in the history against their receipts. */
    HISTORY,
    /** Whether the migrations are in effect. */
    EFFECT,
    /** Every object of a set. */
    STRUCTURE,
    /** What protects them. */
    PROTECTION
  }

  /**
   * One of them.
   *
   * @param name what was looked at, in words
   * @param trouble what it means, when it failed
   * @param details in words: what is wrong, or why it was not checked
   */
  public record Check(
      Subject subject,
      String name,
      Result result,
      Optional<Trouble> trouble,
      List<String> details) {
    public Check {
      details = List.copyOf(details);
      if ((result == Result.FAIL) != trouble.isPresent()) {
        throw new IllegalArgumentException("a check that failed says what that means");
      }
    }

    static Check pass(Subject subject, String name) {
      return new Check(subject, name, Result.PASS, Optional.empty(), List.of());
    }

    static Check notChecked(Subject subject, String name, String why) {
      return new Check(subject, name, Result.NOT_CHECKED, Optional.empty(), List.of(why));
    }

    /** Failed, unless there is nothing to say. */
    static Check of(Subject subject, String name, Trouble trouble, List<String> details) {
      return details.isEmpty()
          ? pass(subject, name)
          : new Check(subject, name, Result.FAIL, Optional.of(trouble), details);
    }
  }

  public Verification {
    checks = List.copyOf(checks);
  }
}
