package org.auditledger.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to bring a set to a version without this program, for whoever has to run every statement
 * by hand: commands of a shell in a checkout, with the database in {@code LEDGER_DSN}.
 *
 * @param commands to be run in this order, each only when the one before succeeded
 */
public record PlainSql(List<String> commands) {

  private static final String PSQL = "psql \"$LEDGER_DSN\" ";

  public PlainSql {
    commands = List.copyOf(commands);
  }

  /**
   * From a version of a set to a newer one. What is prepared needs autocommit; the rest of a
   * migration is one transaction.
   *
   * @param from the version that the database is at, if any
   */
  public static PlainSql upgrade(MigrationSet set, Optional<Version> from, Version to) {
    from.ifPresent(version -> require(set, version));
    require(set, to);
    if (from.isPresent() && from.get().compareTo(to) > 0) {
      throw new IllegalArgumentException(from.get() + " to " + to + " is no upgrade");
    }
    List<String> commands = new ArrayList<>();
    for (Migration migration : set.migrations()) {
      boolean above = from.isEmpty() || migration.version().compareTo(from.get()) > 0;
      if (above && migration.version().compareTo(to) <= 0) {
        migration.prepare().ifPresent(prepare -> commands.add(command(set, "", prepare)));
        commands.add(command(set, "-1 ", migration.deploy()));
      }
    }
    return new PlainSql(commands);
  }

  private static void require(MigrationSet set, Version version) {
    if (set.find(version).isEmpty()) {
      throw new IllegalArgumentException("the set " + set.name() + " has no version " + version);
    }
  }

  private static String command(MigrationSet set, String inOneTransaction, Script script) {
    return PSQL
        + inOneTransaction
        + ("-v ON_ERROR_STOP=1 -f migrations/" + set.name() + "/" + script.path());
  }
}
