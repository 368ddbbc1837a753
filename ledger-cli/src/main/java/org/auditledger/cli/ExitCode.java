package org.auditledger.cli;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How a command ended. Scripts rely on the numbers: they never change their meaning. */
enum ExitCode {
  DONE(0, "done"),
  BUG(1, "internal error (a bug), or output that could not be written"),
  USAGE(2, "wrong usage"),
  NOT_ALL_CHECKED(3, "nothing wrong found, but not all could be checked"),
  CHAIN_BROKEN(10, "chain or content broken"),
  POSTURE_WEAKER(11, "posture weaker than recorded"),
  HISTORY_BROKEN(12, "history broken: rollback, truncation, fork, journal or checkpoint"),
  TRUST(13, "key or trust problem"),
  BACKUP_INVALID(14, "backup invalid"),
  DATABASE(20, "database unreachable, or not a ledger"),
  LIMIT(21, "lock or time limit"),
  REFUSED(22, "refused by policy"),
  INTERRUPTED(130, "interrupted"),
  TERMINATED(143, "terminated");

  /** The worst first: a broken history outweighs a broken chain, which its rollback may explain. */
  private static final List<ExitCode> PRIORITY =
      List.of(
          HISTORY_BROKEN,
          CHAIN_BROKEN,
          TRUST,
          BACKUP_INVALID,
          POSTURE_WEAKER,
          REFUSED,
          LIMIT,
          DATABASE,
          NOT_ALL_CHECKED,
          DONE);

  private static final Set<ExitCode> FINDINGS =
      EnumSet.of(CHAIN_BROKEN, POSTURE_WEAKER, HISTORY_BROKEN, TRUST, BACKUP_INVALID);

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Which one it is that has this number. */
  static ExitCode of(int code) {
    return Stream.of(values()).filter(exit -> exit.code == code).findAny().orElseThrow();
  }

  /** The number the process ends with. */
  int code() {
    return code;
  }

  /** What {@code --help} says about it. */
  String meaning() {
    return meaning;
  }

  /** Whether it says something about a ledger, and not about the run. */
  boolean isFinding() {
    return FINDINGS.contains(this);
  }

  /**
   * The one exit code of several outcomes: the worst of them, or {@link #DONE} if there is none.
   * How a process ended (a bug, wrong usage, a signal) is no outcome and takes no part: a crash
   * must not read as tampering, nor tampering as a crash.
   */
  static ExitCode combine(Collection<ExitCode> outcomes) {
    ExitCode worst = DONE;
    for (ExitCode outcome : outcomes) {
      if (!PRIORITY.contains(outcome)) {
        throw new IllegalArgumentException(outcome + " ends a process and combines with nothing");
      }
      if (PRIORITY.indexOf(outcome) < PRIORITY.indexOf(worst)) {
        worst = outcome;
      }
    }
    return worst;
  }
}
