package org.auditledger.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The text that an EXECUTE of PL/pgSQL runs, as far as it stands in the script. */
final class DynamicSql {

  /** What format() replaces by something that is known only when the script runs. */
  private static final String SPECIFIER = "%([0-9]+\\$)?-?[0-9]*[ILs]";

  private final Statement statement;
  private final StringBuilder text = new StringBuilder();

  private DynamicSql(Statement statement) {
    this.statement = statement;
  }

  /** The index of an EXECUTE that runs a text; -1 if the statement has none. */
  static int find(Statement statement) {
    for (int i = 0; i < statement.size(); i++) {
      if (statement.at(i, "execute")
          && !statement.atAny(i + 1, Set.of("function", "procedure", "on"))) {
        return i;
      }
    }
    return -1;
  }

  /** The statements of the text after an EXECUTE; none if it does not begin in the script. */
  static Optional<List<Statement>> read(Statement statement, int execute) {
    int bare = statement.skip(execute + 1, "pg_catalog", ".");
    int start = statement.skip(bare, "format", "(");
    boolean format = start > bare;
    if (start >= statement.size()
        || statement.tokens().get(start).kind() != Token.Kind.STRING
        || (!format && bare > execute + 1)) {
      return Optional.empty();
    }
    String sql = new DynamicSql(statement).textFrom(start);
    String known = format ? sql.replaceAll(SPECIFIER, Statement.UNKNOWN).replace("%%", "%") : sql;
    Tokens tokens = Tokenizer.read(known, statement.line(start));
    boolean begins =
        !tokens.list().isEmpty() && !tokens.list().get(0).text().contains(Statement.UNKNOWN);
    return begins && tokens.unreadable().isEmpty()
        ? Optional.of(Splitting.script(tokens.list()))
        : Optional.empty();
  }

  /** Constants side by side are one; what is joined between them is not known. */
  private String textFrom(int start) {
    int depth = 0;
    for (int i = start; i < statement.size(); i++) {
      Token token = statement.tokens().get(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth < 0 || (depth == 0 && statement.atAny(i, Set.of(",", "into", "using")))) {
        break;
      }
      if (depth == 0 && token.kind() == Token.Kind.STRING) {
        text.append(token.text());
      } else if (token.is("||") && !isString(i + 1)) {
        text.append(Statement.UNKNOWN);
      }
    }
    return text.toString();
  }

  private boolean isString(int index) {
    return index < statement.size() && statement.tokens().get(index).kind() == Token.Kind.STRING;
  }
}
