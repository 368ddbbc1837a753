package org.auditledger.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's lexical rules: nested comments, every kind of quotes, names that fold. A session
 * with {@code standard_conforming_strings} off reads backslashes otherwise; a ledger's sessions pin
 * it.
 */
final class Tokenizer {

  /** What may stand before the quote of a string, apart from {@code U&}. */
  private static final Set<String> PREFIXES = Set.of("e", "b", "x", "n");

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line;
  private Tokens.@Nullable Unreadable unreadable;

  private Tokenizer(String sql, int firstLine) {
    this.sql = sql;
    this.line = firstLine;
  }

  /**
   * The tokens of a text.
   *
   * @param firstLine the number of the text's first line in its file
   */
  static Tokens read(String sql, int firstLine) {
    Tokenizer tokenizer = new Tokenizer(sql, firstLine);
    while (tokenizer.at < sql.length() && tokenizer.unreadable == null) {
      tokenizer.next();
    }
    return new Tokens(tokenizer.tokens, Optional.ofNullable(tokenizer.unreadable));
  }

  private void next() {
    char c = sql.charAt(at);
    if (c == '\n') {
      line++;
      at++;
    } else if (Character.isWhitespace(c)) {
      at++;
    } else if (sql.startsWith("--", at)) {
      at = indexOrEnd("\n", at);
    } else if (sql.startsWith("/*", at)) {
      comment();
    } else if (c == '\'') {
      quoted('\'', false, Token.Kind.STRING);
    } else if (c == '"') {
      quoted('"', false, Token.Kind.QUOTED_NAME);
    } else if (c == '$') {
      dollar();
    } else if (isDigit(c)) {
      take(Token.Kind.NUMBER);
    } else if (isNamePart(c)) {
      word();
    } else {
      symbol();
    }
  }

  private void symbol() {
    int length = sql.startsWith("::", at) || sql.startsWith("||", at) ? 2 : 1;
    if (sql.charAt(at) == '\\') {
      unreadable = new Tokens.Unreadable(line, "a command of psql is no SQL");
    }
    tokens.add(new Token(Token.Kind.SYMBOL, sql.substring(at, at + length), line));
    at += length;
  }

  private void word() {
    int start = at;
    take(Token.Kind.WORD);
    if (at == sql.length()) {
      return;
    }
    String word = sql.substring(start, at).toLowerCase(Locale.ROOT);
    if (PREFIXES.contains(word) && sql.charAt(at) == '\'') {
      tokens.remove(tokens.size() - 1);
      quoted('\'', word.equals("e"), Token.Kind.STRING);
    } else if (word.equals("u") && (sql.startsWith("&'", at) || sql.startsWith("&\"", at))) {
      tokens.remove(tokens.size() - 1);
      at++;
      boolean string = sql.charAt(at) == '\'';
      quoted(sql.charAt(at), false, string ? Token.Kind.STRING : Token.Kind.QUOTED_NAME);
    }
  }

  private void take(Token.Kind kind) {
    int start = at;
    while (at < sql.length() && (isNamePart(sql.charAt(at)) || sql.charAt(at) == '$')) {
      at++;
    }
    tokens.add(new Token(kind, sql.substring(start, at).toLowerCase(Locale.ROOT), line));
  }

  /** Comments nest: the first end is not the end. */
  private void comment() {
    int begin = line;
    int depth = 0;
    do {
      if (at >= sql.length()) {
        unreadable = new Tokens.Unreadable(begin, "a comment does not end");
        return;
      }
      int length = 2;
      if (sql.startsWith("/*", at)) {
        depth++;
      } else if (sql.startsWith("*/", at)) {
        depth--;
      } else {
        line += sql.charAt(at) == '\n' ? 1 : 0;
        length = 1;
      }
      at += length;
    } while (depth > 0);
  }

  private void quoted(char quote, boolean backslashes, Token.Kind kind) {
    int begin = line;
    StringBuilder content = new StringBuilder();
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      boolean more = at + 1 < sql.length();
      if (c == quote) {
        if (!more || sql.charAt(at + 1) != quote) {
          at++;
          tokens.add(new Token(kind, content.toString(), begin));
          return;
        }
        at++;
      } else if (c == '\\' && backslashes && more) {
        c = sql.charAt(++at);
      }
      line += c == '\n' ? 1 : 0;
      content.append(c);
    }
    unreadable = new Tokens.Unreadable(begin, "what " + quote + " opens does not end");
  }

  private void dollar() {
    int end = at + 1;
    while (end < sql.length() && isNamePart(sql.charAt(end))) {
      end++;
    }
    boolean opens = end < sql.length() && sql.charAt(end) == '$' && !isDigit(sql.charAt(at + 1));
    if (!opens) {
      symbol();
      return;
    }
    String tag = sql.substring(at, end + 1);
    int close = sql.indexOf(tag, end + 1);
    if (close < 0) {
      unreadable = new Tokens.Unreadable(line, "what " + tag + " opens does not end");
      return;
    }
    String content = sql.substring(end + 1, close);
    tokens.add(new Token(Token.Kind.STRING, content, line));
    line += (int) content.chars().filter(c -> c == '\n').count();
    at = close + tag.length();
  }

  private int indexOrEnd(String text, int from) {
    int index = sql.indexOf(text, from);
    return index < 0 ? sql.length() : index;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Every character outside ASCII is a letter to PostgreSQL. */
  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c > 127;
  }
}
