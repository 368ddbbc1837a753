package org.auditledger.cli;

import java.util.stream.Collectors;
import org.auditledger.migrate.Migration;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Up to which migration of the ledger set a command goes. */
final class LedgerVersion {

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version to end at, such as 3.1 (default: the newest).")
  private @Nullable String to;

  Version version() {
    return to == null ? MigrationSet.ledger().head() : find(MigrationSet.ledger(), to).version();
  }

  /** The migration that was typed. */
  static Migration find(MigrationSet set, String typed) {
    return Version.parse(typed).flatMap(set::find).orElseThrow(() -> unknown(set, typed));
  }

  private static CommandFailed unknown(MigrationSet set, String typed) {
    String known =
        set.migrations().stream()
            .map(migration -> migration.version().toString())
            .collect(Collectors.joining(", "));
    return new CommandFailed(
        new Failure(
            ExitCode.USAGE,
            "the " + set.name() + " set has no migration " + typed,
            "its migrations are " + known,
            "name one of them; audit-ledger migrate show prints what it does"));
  }
}
