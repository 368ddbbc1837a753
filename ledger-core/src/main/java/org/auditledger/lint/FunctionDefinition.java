package org.auditledger.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A function or procedure that a script makes.
 *
 * @param name as the script says it
 * @param signature the name and the arguments: what tells it from its overloads
 * @param pinned whether it looks for names nowhere but where the system's are
 * @param body its statements, which run when it is called
 */
record FunctionDefinition(
    String name, String signature, int line, boolean pinned, List<Statement> body) {

  private static final Set<String> KINDS = Set.of("function", "procedure");

  FunctionDefinition {
    body = List.copyOf(body);
  }

  /** The function that a statement defines, if that is what it does. */
  static Optional<FunctionDefinition> of(Statement statement) {
    int kind = statement.skip(statement.skip(0, "create"), "or", "replace");
    if (!statement.at(0, "create") || !statement.atAny(kind, KINDS)) {
      return Optional.empty();
    }
    Statement.Name name = statement.name(kind + 1);
    return Optional.of(
        new FunctionDefinition(
            name.text(),
            name.text() + arguments(statement, name.end()),
            statement.line(),
            isPinned(statement, name.end()),
            body(statement, name.end())));
  }

  /** Whether a statement sets the one {@code search_path} that nobody can put anything into. */
  static boolean isPinned(Statement statement, int from) {
    int set = statement.find(from, "set", "search_path");
    int value = statement.skipAny(set + 2, Set.of("=", "to"));
    return set >= 0 && value > set + 2 && statement.at(value, "pg_catalog", ",", "pg_temp");
  }

  /** Whether it is called by this name in a statement that is not about the function itself. */
  boolean isCalledIn(Statement statement) {
    if (statement.atAny(0, Set.of("create", "alter", "drop", "grant", "revoke", "comment"))) {
      return false;
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    for (int i = 0; i + 1 < statement.size(); i++) {
      Token token = statement.tokens().get(i);
      if (token.isName() && token.text().equals(last) && statement.at(i + 1, "(")) {
        return true;
      }
    }
    return false;
  }

  private static String arguments(Statement statement, int open) {
    int depth = 0;
    for (int i = open; i < statement.size(); i++) {
      depth += statement.at(i, "(") ? 1 : statement.at(i, ")") ? -1 : 0;
      if (depth == 0) {
        return statement.tokens().subList(open, i + 1).stream()
            .map(Token::text)
            .collect(Collectors.joining(" "));
      }
    }
    return "";
  }

  private static List<Statement> body(Statement statement, int from) {
    for (int i = from; i + 1 < statement.size(); i++) {
      Token next = statement.tokens().get(i + 1);
      if (statement.at(i, "as") && next.kind() == Token.Kind.STRING) {
        return Splitting.block(Tokenizer.read(next.text(), next.line()).list());
      }
      if (statement.at(i, "begin", "atomic")) {
        return Splitting.block(statement.tokens().subList(i + 2, statement.size()));
      }
    }
    return List.of();
  }
}
