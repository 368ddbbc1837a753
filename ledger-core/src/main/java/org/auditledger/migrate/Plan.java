package org.auditledger.migrate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.entry.LedgerName;

/**
 * What an upgrade would do, step by step.
 *
 * @param ledger the ledger's name, once its own history has begun
 * @param state what the ledger is now, for a person
 * @param begins the kind of statement that the journal would begin with, if it has not begun
 * @param obstacles what would make the upgrade refuse, as far as it can be seen now
 */
public record Plan(
    Optional<LedgerName> ledger,
    String state,
    Optional<String> begins,
    List<Step> steps,
    List<String> obstacles) {

  public Plan {
    steps = List.copyOf(steps);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * Whether there is nothing to run. A ledger that was never adopted is current when its schema is,
   * since adopting it changes none of it.
   */
  public boolean isCurrent() {
    return steps.stream().noneMatch(step -> begins.isEmpty() || step.set().equals("ledger"));
  }

  /**
   * One migration.
   *
   * @param prepared whether its prepare script would run before, outside a transaction
   * @param declared the locks as the script's header says them
   * @param sql exactly what would run, the prepare script first
   */
  public record Step(
      String set,
      String version,
      String description,
      String why,
      String declared,
      List<Lock> locks,
      boolean prepared,
      Reversible reversible,
      String scriptSha256,
      String sql) {
    public Step {
      locks = List.copyOf(locks);
    }
  }

  /**
   * A lock that would be taken.
   *
   * @param blocks whom it keeps waiting, in words
   * @param rows how many rows the table has, as the server estimates; unknown for one that is not
   *     there yet
   */
  public record Lock(
      String mode, String table, String blocks, OptionalLong rows, OptionalLong bytes) {}
}
