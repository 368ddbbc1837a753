package org.auditledger.lint;

import java.util.HashSet;
import java.util.Set;

/**
 * The tables that a script has made so far. Whatever it has not made itself counts as the ledger's:
 * a view, a partition or another name may stand for the ledger's tables.
 */
final class Made {

  private final Set<String> surely = new HashSet<>();
  private final Set<String> perhaps = new HashSet<>();

  /** Takes in the next statement. */
  void add(Statement statement) {
    int table = tableOf(statement);
    if (table < 0) {
      return;
    }
    int name = statement.skip(table, "if", "not", "exists");
    perhaps.add(statement.name(name).text());
    if (name == table) {
      surely.add(statement.name(name).text());
    }
  }

  /** The index behind CREATE TABLE; -1 if that is not what the statement does. */
  static int tableOf(Statement statement) {
    int kind = statement.skipAny(1, Set.of("global", "local", "temp", "temporary", "unlogged"));
    return statement.at(0, "create") && statement.at(kind, "table") ? kind + 1 : -1;
  }

  /** Whether nothing of a table can have been there before. */
  boolean surely(String table) {
    return surely.contains(table) && !table.contains(Statement.UNKNOWN);
  }

  /** Whether the script makes a table, or found it with all that it would have made. */
  boolean perhaps(String table) {
    return perhaps.contains(table) && !table.contains(Statement.UNKNOWN);
  }
}
