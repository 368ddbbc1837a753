package org.auditledger.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A statement that runs when its script does, or a piece of one between two key words of PL/pgSQL.
 *
 * @param procedural whether it stands in a PL/pgSQL block
 * @param empty the tables that a condition around it has found empty
 */
record Statement(List<Token> tokens, boolean procedural, Set<String> empty) {

  /** Stands for a name that is known only when the script runs. */
  static final String UNKNOWN = "\u2026";

  /**
   * A name, with its schema where it has one.
   *
   * @param end the index of the token after it
   */
  record Name(String text, int end) {

    boolean isQualified() {
      return text.contains(".") || text.contains(UNKNOWN);
    }
  }

  Statement {
    tokens = List.copyOf(tokens);
    empty = Set.copyOf(empty);
  }

  static Statement of(List<Token> tokens) {
    return new Statement(tokens, false, Set.of());
  }

  int size() {
    return tokens.size();
  }

  int line() {
    return tokens.get(0).line();
  }

  int line(int index) {
    return tokens.get(Math.min(index, size() - 1)).line();
  }

  /** Whether these key words and symbols stand one after the other from an index on. */
  boolean at(int index, String... words) {
    if (index < 0 || index + words.length > size()) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!tokens.get(index + i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  boolean atAny(int index, Set<String> words) {
    return index >= 0
        && index < size()
        && tokens.get(index).kind() != Token.Kind.STRING
        && tokens.get(index).kind() != Token.Kind.QUOTED_NAME
        && words.contains(tokens.get(index).text());
  }

  /** The index behind these words, or the same one where they do not stand. */
  int skip(int index, String... words) {
    return at(index, words) ? index + words.length : index;
  }

  /** The index behind those of these words that stand there, in any order. */
  int skipAny(int index, Set<String> words) {
    int next = index;
    while (atAny(next, words)) {
      next++;
    }
    return next;
  }

  /** The first index, from one on, at which these words stand; -1 if there is none. */
  int find(int from, String... words) {
    for (int i = from; i < size(); i++) {
      if (at(i, words)) {
        return i;
      }
    }
    return -1;
  }

  boolean has(String... words) {
    return find(0, words) >= 0;
  }

  /** The name at an index; an unknown one where there is none to be read. */
  Name name(int index) {
    int next = index;
    List<String> parts = new ArrayList<>();
    while (next < size() && tokens.get(next).isName()) {
      parts.add(tokens.get(next++).text());
      if (!at(next, ".")) {
        break;
      }
      next++;
    }
    return new Name(parts.isEmpty() ? UNKNOWN : String.join(".", parts), next);
  }

  /** The names at an index, with commas between them. */
  List<Name> names(int index) {
    List<Name> names = new ArrayList<>();
    int next = index;
    do {
      Name name = name(skip(names.isEmpty() ? next : next + 1, "only"));
      names.add(name);
      next = skip(name.end(), "*");
    } while (at(next, ","));
    return names;
  }

  /** The parts between commas that no parentheses surround, from an index on. */
  List<Statement> parts(int from) {
    List<Statement> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens.subList(Math.min(from, size()), size())) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth < 0) {
        break;
      }
      if (depth == 0 && token.is(",")) {
        add(parts, part);
        part = new ArrayList<>();
      } else {
        part.add(token);
      }
    }
    add(parts, part);
    return parts;
  }

  private void add(List<Statement> parts, List<Token> part) {
    if (!part.isEmpty()) {
      parts.add(new Statement(part, procedural, empty));
    }
  }
}
