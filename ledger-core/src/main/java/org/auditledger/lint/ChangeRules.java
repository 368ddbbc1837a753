package org.auditledger.lint;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a deploy or revert script may do to what stands there, apart from altering tables. */
final class ChangeRules {

  /** Where UPDATE or TRUNCATE is an event, a privilege, a lock or a column, and changes nothing. */
  private static final Set<String> NO_CHANGE_AFTER =
      Set.of("before", "after", "of", "or", "for", "key", "on", "grant", "revoke", ",", ".");

  /** Only writers append to these, whatever a script makes. */
  private static final Set<String> APPENDED =
      Set.of(
          "public.ledger_entries", "ledger_entries", "public.telemetry_buffer", "telemetry_buffer");

  private static final Set<String> SETTINGS = Set.of("session_replication_role", "track_counts");

  private final ScriptFile file;
  private final Script script;
  private final boolean control;
  private final Made made = new Made();
  private final Refusals refusals;

  ChangeRules(ScriptFile file, Script script, boolean control) {
    this.file = file;
    this.script = script;
    this.control = control;
    this.refusals = new Refusals(file.path());
  }

  List<Refusal> check() {
    TableRules tables = new TableRules(isDeploy(), looks(), made, control, refusals);
    for (Statement statement : script.statements()) {
      settings(statement);
      if (FunctionDefinition.of(statement).isEmpty()) {
        rows(statement);
        cascade(statement);
        drop(statement);
        guards(statement);
        qualified(statement);
        tables.check(statement);
      }
      made.add(statement);
    }
    return refusals.list();
  }

  private void rows(Statement statement) {
    for (int i = 0; i < statement.size(); i++) {
      if (statement.atAny(i - 1, NO_CHANGE_AFTER)) {
        continue;
      }
      if (statement.at(i - 1, "do", "update", "set")) {
        int into = statement.find(0, "into");
        row(statement, i, "ON CONFLICT DO UPDATE", statement.name(into + 1).text());
      } else if (statement.at(i, "update") && !statement.at(i + 1, "set")) {
        row(statement, i, "UPDATE", statement.name(statement.skip(i + 1, "only")).text());
      } else if (statement.at(i, "delete", "from")) {
        row(statement, i, "DELETE", statement.name(statement.skip(i + 2, "only")).text());
      } else if (statement.at(i, "merge", "into")) {
        row(statement, i, "MERGE", statement.name(statement.skip(i + 2, "only")).text());
      } else if (statement.at(i, "truncate")) {
        int names = statement.skip(i + 1, "table");
        statement.names(names).forEach(name -> row(statement, names, "TRUNCATE", name.text()));
      } else if (statement.at(i, "insert", "into") || (i == 0 && statement.at(0, "copy"))) {
        int name = statement.at(i, "copy") ? i + 1 : i + 2;
        appended(statement, i, statement.name(name));
      }
    }
  }

  private void row(Statement statement, int index, String verb, String table) {
    if (!made.surely(table)) {
      refusals.add(statement.line(index), Rule.ROW_CHANGE, verb + " of " + table);
    }
  }

  private void appended(Statement statement, int index, Statement.Name table) {
    boolean copyTo = statement.at(index, "copy") && !statement.has("from");
    if (APPENDED.contains(table.text()) && !copyTo) {
      refusals.add(statement.line(index), Rule.ROW_CHANGE, "INSERT into " + table.text());
    }
  }

  private void cascade(Statement statement) {
    int cascade = statement.find(0, "cascade");
    if (cascade >= 0 && !statement.at(cascade - 1, ".")) {
      refusals.add(statement.line(cascade), Rule.CASCADE, verb(statement) + " ... CASCADE");
    }
  }

  private void drop(Statement statement) {
    if (!statement.at(0, "drop")) {
      return;
    }
    int kind = statement.skip(1, "foreign");
    if (statement.at(kind, "table")) {
      statement
          .names(statement.skip(kind + 1, "if", "exists"))
          .forEach(name -> dropped(statement, "DROP TABLE ", name.text()));
    } else if (statement.atAny(kind, Set.of("schema", "owned", "database"))) {
      dropped(statement, verb(statement), "");
    }
  }

  private void dropped(Statement statement, String what, String table) {
    if (!made.surely(table) && !looks()) {
      refusals.add(statement.line(), Rule.DATA_DROP, what + table);
    }
  }

  /** A revert puts back the guards that were there; what switches guards off it may not either. */
  private void guards(Statement statement) {
    boolean rule =
        statement.at(0, "create", "rule") || statement.at(0, "create", "or", "replace", "rule");
    boolean trigger = statement.at(0, "drop", "trigger") && isDeploy();
    if (rule || trigger) {
      refusals.add(statement.line(), Rule.GUARD, verb(statement));
    }
  }

  private void settings(Statement statement) {
    for (int i = 1; i < statement.size(); i++) {
      Token token = statement.tokens().get(i);
      boolean set =
          statement.at(i - 1, "set")
              || (statement.at(i - 2, "set") && statement.atAny(i - 1, Set.of("local", "session")))
              || statement.at(i - 2, "set_config", "(");
      if (set && SETTINGS.contains(token.text().toLowerCase(Locale.ROOT))) {
        refusals.add(token.line(), Rule.GUARD, "SET " + token.text());
      }
    }
  }

  private void qualified(Statement statement) {
    int table = Made.tableOf(statement);
    int view = statement.skip(statement.skip(1, "or", "replace"), "materialized");
    boolean temporary =
        statement.atAny(1, Set.of("temp", "temporary"))
            || statement.atAny(2, Set.of("temp", "temporary"));
    if (table >= 0 && !temporary) {
      qualified(statement, statement.skip(table, "if", "not", "exists"));
    } else if (statement.at(0, "create") && statement.at(view, "view")) {
      qualified(statement, statement.skip(view + 1, "if", "not", "exists"));
    }
  }

  private void qualified(Statement statement, int index) {
    Statement.Name name = statement.name(index);
    if (!name.isQualified()) {
      refusals.add(statement.line(index), Rule.UNQUALIFIED, name.text());
    }
  }

  private boolean isDeploy() {
    return file.role() == ScriptFile.Role.DEPLOY;
  }

  /** A revert script may destroy what it has looked at, because it raises while there is data. */
  private boolean looks() {
    return !isDeploy() && script.raises();
  }

  private static String verb(Statement statement) {
    StringBuilder verb = new StringBuilder();
    for (int i = 0; i < Math.min(2, statement.size()); i++) {
      verb.append(i == 0 ? "" : " ")
          .append(statement.tokens().get(i).text().toUpperCase(Locale.ROOT));
    }
    return verb.toString();
  }
}
