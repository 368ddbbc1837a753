package org.auditledger.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be done to a table that stands there, and what a new one may look like. */
final class TableRules {

  private static final Set<String> CONSTRAINTS =
      Set.of("constraint", "check", "unique", "primary", "foreign", "exclude");
  private static final Set<String> INLINE = Set.of("check", "unique", "primary", "references");
  private static final Set<String> SERIAL =
      Set.of("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2");

  /** What ends the expression of a default. */
  private static final Set<String> AFTER_DEFAULT =
      Set.of(
          "not",
          "null",
          "constraint",
          "check",
          "unique",
          "primary",
          "references",
          "collate",
          "generated",
          "deferrable",
          "initially");

  /** What PostgreSQL evaluates once, and so need not write into every row. */
  private static final Set<String> ONCE =
      Set.of("now", "transaction_timestamp", "statement_timestamp", "current_timestamp", "array");

  private final boolean deploy;
  private final boolean looks;
  private final Made made;
  private final boolean control;
  private final Refusals refusals;
  private final Set<String> notValid = new HashSet<>();

  /**
   * For one script.
   *
   * @param looks whether it is a revert script that raises where it would destroy something
   */
  TableRules(boolean deploy, boolean looks, Made made, boolean control, Refusals refusals) {
    this.deploy = deploy;
    this.looks = looks;
    this.made = made;
    this.control = control;
    this.refusals = refusals;
  }

  /** Judges the next statement. */
  void check(Statement statement) {
    int kind = statement.skip(1, "foreign");
    if (statement.at(0, "alter") && statement.at(kind, "table")) {
      alter(statement, statement.skip(statement.skip(kind + 1, "if", "exists"), "only"));
    } else if (statement.at(0, "cluster")) {
      refusals.add(statement.line(), Rule.REWRITE, "CLUSTER");
    } else if (deploy) {
      index(statement);
      columns(statement);
    }
  }

  private void index(Statement statement) {
    int index = statement.skip(1, "unique");
    if (statement.at(0, "create") && statement.at(index, "index")) {
      int on = statement.find(index, "on");
      Statement.Name table = statement.name(statement.skip(on + 1, "only"));
      boolean concurrent = statement.at(index + 1, "concurrently");
      if (!concurrent && !made.perhaps(table.text()) && !statement.empty().contains(table.text())) {
        refusals.add(statement.line(), Rule.BLOCKING_INDEX, "CREATE INDEX on " + table.text());
      }
      qualified(statement, on + 1, table);
    } else if (statement.at(0, "reindex") && !statement.has("concurrently")) {
      refusals.add(statement.line(), Rule.BLOCKING_INDEX, "REINDEX");
    }
  }

  private void columns(Statement statement) {
    int table = Made.tableOf(statement);
    boolean type = statement.at(0, "create", "type");
    if (statement.at(0, "create", "domain")) {
      timestamp(statement, statement.skip(statement.name(2).end(), "as"));
    }
    int name = type ? 2 : statement.skip(table, "if", "not", "exists");
    if (table < 0 && !type) {
      return;
    }
    int open = statement.skip(statement.name(name).end(), "as");
    if (statement.at(open, "(")) {
      statement.parts(open + 1).forEach(part -> timestamp(part, 1));
    }
  }

  private void timestamp(Statement column, int at) {
    int type = column.skip(at, "pg_catalog", ".");
    boolean named =
        type < column.size()
            && column.tokens().get(type).isName()
            && column.tokens().get(type).text().equals("timestamp");
    int zone = column.at(type + 1, "(") ? column.find(type, ")") + 1 : type + 1;
    if (named && !control && !column.at(zone, "with", "time", "zone")) {
      refusals.add(column.line(type), Rule.TIMESTAMP, column.name(Math.max(0, at - 1)).text());
    }
  }

  private void alter(Statement statement, int at) {
    Statement.Name table = statement.name(at);
    qualified(statement, at, table);
    boolean standing = !made.surely(table.text());
    for (Statement action : statement.parts(statement.skip(table.end(), "*"))) {
      if (action.at(0, "add")) {
        add(action, table.text(), standing);
      } else if (standing) {
        harm(action, table.text());
        guards(action, table.text());
        if (deploy) {
          change(action, table.text());
        }
      }
    }
  }

  private void add(Statement action, String table, boolean standing) {
    if (!deploy) {
      return;
    }
    if (action.atAny(1, CONSTRAINTS)) {
      boolean bound = action.has("not", "valid") || action.has("using", "index");
      if (standing && !bound) {
        refusals.add(action.line(), Rule.SCAN, "a constraint of " + table);
      }
      if (action.at(1, "constraint")) {
        notValid.add(action.name(2).text());
      }
      return;
    }
    int column = action.skip(action.skip(1, "column"), "if", "not", "exists");
    Statement definition = rest(action, column);
    timestamp(definition, 1);
    if (standing) {
      column(definition, table);
    }
  }

  private void column(Statement column, String table) {
    String name = table + "." + column.name(0).text();
    int start = column.find(1, "default");
    boolean filled =
        column.atAny(1, SERIAL) || column.has("as", "identity") || column.has("stored");
    if (filled || (start >= 0 && isVolatile(column, start + 1))) {
      refusals.add(column.line(), Rule.VOLATILE_DEFAULT, name);
    }
    for (int i = 2; i < column.size(); i++) {
      if (column.atAny(i, INLINE)) {
        refusals.add(column.line(i), Rule.SCAN, "a constraint of " + name);
        return;
      }
    }
  }

  /**
   * A call of what is not known to give one value for all rows. The parentheses of a type are none.
   */
  private static boolean isVolatile(Statement column, int from) {
    for (int i = from; i < column.size(); i++) {
      boolean ends = column.atAny(i, AFTER_DEFAULT) && !(i == from && column.at(i, "null"));
      if (ends) {
        return false;
      }
      Token token = column.tokens().get(i);
      boolean call = token.isName() && column.at(i + 1, "(");
      boolean type = column.at(i - 1, "::") || column.at(i, "varying") || column.at(i - 3, "::");
      boolean known = ONCE.contains(token.text()) && !column.at(i - 1, ".");
      boolean catalog = ONCE.contains(token.text()) && column.at(i - 2, "pg_catalog", ".");
      boolean unknown = call && !type && !known && !catalog;
      if (unknown || column.at(i, "case") || column.at(i, "select")) {
        return true;
      }
    }
    return false;
  }

  /** What destroys or hides data, and no revert needs to do without looking. */
  private void harm(Statement action, String table) {
    boolean file =
        action.at(0, "set", "unlogged")
            || action.at(0, "set", "logged")
            || action.at(0, "set", "tablespace")
            || action.at(0, "set", "access")
            || (action.at(0, "alter") && action.has("set", "expression"));
    if (file) {
      refusals.add(action.line(), Rule.REWRITE, "of " + table);
    }
    boolean drops = action.at(0, "drop") && !action.at(1, "constraint");
    if ((drops || action.at(0, "detach")) && !looks) {
      refusals.add(action.line(), Rule.DATA_DROP, "of " + table);
    }
  }

  private void change(Statement action, String table) {
    if (action.at(0, "alter")) {
      int what = action.name(action.skip(1, "column")).end();
      if (action.at(what, "type") || action.at(what, "set", "data")) {
        refusals.add(action.line(), Rule.TYPE_CHANGE, "of " + table);
      } else if (action.at(what, "set", "not", "null")) {
        refusals.add(action.line(), Rule.SCAN, "SET NOT NULL of " + table);
      }
    } else if ((action.at(0, "rename") && !action.at(1, "constraint"))
        || action.at(0, "set", "schema")) {
      refusals.add(action.line(), Rule.RENAME, "of " + table);
    } else if (action.at(0, "validate") && notValid.contains(action.name(2).text())) {
      refusals.add(action.line(), Rule.SCAN, "VALIDATE of " + action.name(2).text());
    }
  }

  private void guards(Statement action, String table) {
    boolean off = action.atAny(1, Set.of("trigger", "rule"));
    boolean weaker = action.at(0, "enable") && (off || action.at(1, "replica"));
    if ((action.at(0, "disable") && off) || (weaker && deploy)) {
      refusals.add(action.line(), Rule.GUARD, "a trigger of " + table);
    }
  }

  private void qualified(Statement statement, int at, Statement.Name name) {
    if (!name.isQualified() && !made.surely(name.text())) {
      refusals.add(statement.line(at), Rule.UNQUALIFIED, name.text());
    }
  }

  private static Statement rest(Statement statement, int from) {
    List<Token> tokens =
        statement.tokens().subList(Math.min(from, statement.size()), statement.size());
    return new Statement(tokens, statement.procedural(), statement.empty());
  }
}
