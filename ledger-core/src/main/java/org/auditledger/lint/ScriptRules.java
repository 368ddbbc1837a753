package org.auditledger.lint;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a script may do by what it is for, whatever it does it to. */
final class ScriptRules {

  private static final Set<String> TRANSACTION =
      Set.of("commit", "rollback", "abort", "savepoint", "release", "vacuum");
  private static final Set<String> READING =
      Set.of("do", "select", "with", "set", "show", "values", "table");
  private static final Set<String> CHANGING =
      Set.of(
          "create",
          "alter",
          "drop",
          "grant",
          "revoke",
          "insert",
          "update",
          "delete",
          "truncate",
          "merge",
          "comment",
          "lock",
          "copy",
          "call",
          "reindex",
          "cluster",
          "refresh");
  private static final Set<String> EXPRESSIONS = Set.of("extract", "substring", "trim", "overlay");
  private static final Set<String> CATALOGS = Set.of("pg_catalog", "information_schema");

  private final ScriptFile file;
  private final Script script;
  private final Refusals refusals;

  ScriptRules(ScriptFile file, Script script) {
    this.file = file;
    this.script = script;
    this.refusals = new Refusals(file.path());
  }

  List<Refusal> check() {
    script.unreadable().forEach(u -> refusals.add(u.line(), Rule.UNREADABLE, u.why()));
    script
        .unknown()
        .forEach(line -> refusals.add(line, Rule.DYNAMIC_SQL, "a text of unknown content"));
    for (Statement statement : script.statements()) {
      switch (file.role()) {
        case PREPARE -> prepare(statement);
        case VERIFY -> {
          verify(statement);
          transaction(statement);
        }
        case DEPLOY, REVERT -> transaction(statement);
      }
    }
    if (file.role() == ScriptFile.Role.VERIFY && !script.raises()) {
      refusals.add(1, Rule.VERIFY, "nothing in it raises an error");
    }
    return refusals.list();
  }

  private void transaction(Statement statement) {
    boolean block = !statement.procedural() && statement.atAny(0, Set.of("begin", "end"));
    boolean start =
        statement.at(0, "start", "transaction") || statement.at(0, "prepare", "transaction");
    if (block || start || statement.atAny(0, TRANSACTION)) {
      refusals.add(statement.line(), Rule.TRANSACTION, first(statement));
    } else if (isConcurrent(statement)) {
      refusals.add(statement.line(), Rule.TRANSACTION, first(statement) + " ... CONCURRENTLY");
    }
  }

  private void prepare(Statement statement) {
    if (!isConcurrent(statement)) {
      refusals.add(statement.line(), Rule.PREPARE, first(statement) + " without CONCURRENTLY");
    }
  }

  private void verify(Statement statement) {
    boolean procedural = statement.procedural();
    if (procedural ? statement.atAny(0, CHANGING) : !statement.atAny(0, READING)) {
      refusals.add(statement.line(), Rule.VERIFY, first(statement));
    }
    for (int i = 0; i < statement.size(); i++) {
      if (statement.atAny(i, Set.of("from", "join")) && !isPartOfAnExpression(statement, i)) {
        Statement.Name table = statement.name(statement.skip(i + 1, "only"));
        int dot = table.text().indexOf('.');
        boolean relation = dot > 0 && !statement.at(table.end(), "(");
        if (relation && !CATALOGS.contains(table.text().substring(0, dot))) {
          refusals.add(statement.line(i), Rule.VERIFY, "reads " + table.text());
        }
      }
    }
  }

  /** {@code extract(year from t.x)} and {@code a is distinct from t.b} read no table t. */
  private static boolean isPartOfAnExpression(Statement statement, int from) {
    int open = from;
    for (int depth = 0; open >= 0 && depth <= 0; open--) {
      depth += statement.at(open, "(") ? 1 : statement.at(open, ")") ? -1 : 0;
    }
    return statement.at(from - 1, "distinct") || statement.atAny(open, EXPRESSIONS);
  }

  /** What PostgreSQL runs in no transaction: an index, and the end of a partition. */
  private static boolean isConcurrent(Statement statement) {
    int kind = statement.skip(statement.skipAny(0, Set.of("create", "drop")), "unique");
    return statement.at(kind, "index", "concurrently")
        || (statement.at(0, "reindex") && statement.has("concurrently"))
        || (statement.at(0, "alter", "table")
            && statement.has("detach")
            && (statement.has("concurrently") || statement.has("finalize")));
  }

  private static String first(Statement statement) {
    StringBuilder words = new StringBuilder();
    for (Token token : statement.tokens().subList(0, Math.min(2, statement.size()))) {
      words.append(words.isEmpty() ? "" : " ").append(token.text().toUpperCase(Locale.ROOT));
    }
    return words.toString();
  }
}
