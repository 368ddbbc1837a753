package org.auditledger.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where one statement ends and the next begins. */
final class Splitting {

  /** What a statement of PL/pgSQL can follow. A CASE splits too: its pieces look like nothing. */
  private static final Set<String> BOUNDARIES = Set.of(";", "then", "else", "loop", "begin");

  private final List<Statement> statements = new ArrayList<>();
  private final Deque<Set<String>> conditions = new ArrayDeque<>();
  private List<Token> piece = new ArrayList<>();

  private Splitting() {}

  /** The statements of a script. The body of {@code BEGIN ATOMIC} is a part of its statement. */
  static List<Statement> script(List<Token> tokens) {
    Splitting splitting = new Splitting();
    int depth = 0;
    int atomic = 0;
    Token before = new Token(Token.Kind.SYMBOL, ";", 0);
    for (Token token : tokens) {
      depth += depth(token);
      if ((token.is("atomic") && before.is("begin")) || (token.is("case") && atomic > 0)) {
        atomic++;
      } else if (token.is("end") && atomic > 0) {
        atomic--;
      }
      if (token.is(";") && depth <= 0 && atomic == 0) {
        splitting.flush(false);
      } else {
        splitting.piece.add(token);
      }
      before = token;
    }
    splitting.flush(false);
    return splitting.statements;
  }

  /**
   * The statements of a block of PL/pgSQL, each with the tables that the IFs around it found empty.
   */
  static List<Statement> block(List<Token> tokens) {
    Splitting splitting = new Splitting();
    int depth = 0;
    for (Token token : tokens) {
      depth += depth(token);
      if (depth <= 0 && BOUNDARIES.stream().anyMatch(token::is)) {
        splitting.end(token);
      } else {
        splitting.piece.add(token);
      }
    }
    splitting.flush(true);
    return splitting.statements;
  }

  private static int depth(Token token) {
    return token.is("(") ? 1 : token.is(")") ? -1 : 0;
  }

  private void end(Token boundary) {
    Statement ended = new Statement(piece, true, Set.of());
    flush(true);
    if (ended.at(0, "end", "if")) {
      conditions.poll();
    } else if (ended.at(0, "if") && boundary.is("then")) {
      conditions.push(emptyTables(ended));
    } else if (boundary.is("else") || ended.at(0, "elsif") || ended.at(0, "elseif")) {
      // Whatever was found empty is not, in this branch.
      conditions.poll();
      conditions.push(Set.of());
    }
  }

  private void flush(boolean procedural) {
    if (!piece.isEmpty()) {
      Set<String> empty = new HashSet<>();
      conditions.forEach(empty::addAll);
      statements.add(new Statement(piece, procedural, empty));
    }
    piece = new ArrayList<>();
  }

  /** The tables of which a condition says, with no OR about it, that no row is in them. */
  private static Set<String> emptyTables(Statement condition) {
    Set<String> tables = new HashSet<>();
    if (condition.has("or")) {
      return tables;
    }
    for (int i = 1; i < condition.size(); i++) {
      boolean conjunct = condition.at(i - 1, "if") || condition.at(i - 1, "and");
      if (conjunct && condition.at(i, "not", "exists", "(", "select")) {
        int from = condition.skipAny(i + 4, Set.of("1", "*"));
        Statement.Name table = condition.name(condition.skip(from + 1, "only"));
        if (condition.at(from, "from") && condition.at(table.end(), ")")) {
          tables.add(table.text());
        }
      }
    }
    return tables;
  }
}
