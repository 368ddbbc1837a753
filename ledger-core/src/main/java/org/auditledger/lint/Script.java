package org.auditledger.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A script, as what it runs: its statements, those of its DO blocks, those that it puts together,
 * and those of the functions that it makes and calls. The body of a function that it only makes
 * runs later, as whoever calls it and against the guards, and is no part of it.
 */
final class Script {

  /** Deeper is nothing that a person wrote. */
  private static final int MAX_DEPTH = 8;

  private final List<Statement> statements = new ArrayList<>();
  private final List<FunctionDefinition> functions = new ArrayList<>();
  private final List<Tokens.Unreadable> unreadable = new ArrayList<>();
  private final List<Integer> unknown = new ArrayList<>();

  private Script() {}

  static Script read(String sql) {
    Script script = new Script();
    Tokens tokens = Tokenizer.read(sql, 1);
    tokens.unreadable().ifPresent(script.unreadable::add);
    Splitting.script(tokens.list()).forEach(statement -> script.add(statement, 0));
    script.addCalled();
    return script;
  }

  /** What it runs, in order; the bodies of functions that it calls last. */
  List<Statement> statements() {
    return statements;
  }

  List<FunctionDefinition> functions() {
    return functions;
  }

  List<Tokens.Unreadable> unreadable() {
    return unreadable;
  }

  /** The lines on which it runs what does not stand in it. */
  List<Integer> unknown() {
    return unknown;
  }

  /** Whether it can stop what is going on: it raises an error somewhere. */
  boolean raises() {
    return statements.stream().anyMatch(Script::raises);
  }

  private static boolean raises(Statement statement) {
    Set<String> harmless = Set.of("notice", "warning", "info", "log", "debug");
    return statement.procedural() && statement.at(0, "raise") && !statement.atAny(1, harmless);
  }

  private void add(Statement statement, int depth) {
    if (depth > MAX_DEPTH) {
      unknown.add(statement.line());
      return;
    }
    statements.add(statement);
    FunctionDefinition.of(statement).ifPresent(functions::add);
    if (statement.at(0, "do")) {
      addBlock(statement, depth);
    }
    int execute = statement.procedural() ? DynamicSql.find(statement) : -1;
    if (execute >= 0) {
      DynamicSql.read(statement, execute)
          .ifPresentOrElse(
              run -> run.forEach(inner -> add(inner, depth + 1)),
              () -> unknown.add(statement.line(execute)));
    }
  }

  private void addBlock(Statement block, int depth) {
    int language = block.find(0, "language");
    boolean readable = language < 0 || block.at(language + 1, "plpgsql");
    for (Token token : block.tokens()) {
      if (token.kind() == Token.Kind.STRING && readable) {
        Tokens body = Tokenizer.read(token.text(), token.line());
        body.unreadable().ifPresent(unreadable::add);
        Splitting.block(body.list()).forEach(statement -> add(statement, depth + 1));
        return;
      }
    }
    if (unreadable.isEmpty()) {
      unknown.add(block.line());
    }
  }

  private void addCalled() {
    Set<FunctionDefinition> called = new HashSet<>();
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      for (FunctionDefinition function : List.copyOf(functions)) {
        if (function.isCalledIn(statement) && called.add(function)) {
          function.body().forEach(inner -> add(inner, 1));
        }
      }
    }
  }
}
