package org.auditledger.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The definition of a view as every version would print it. Until version 15 a column of the only
 * relation is qualified ({@code SELECT t.a FROM t}), from version 16 on it is not. Where there is
 * one SELECT of one relation the qualifier carries no meaning, and is taken away; anywhere else the
 * text stays as it is, so that two different views never become one.
 */
final class ViewText {

  /** A quoted identifier, a string, a word, a run of space, or any other character. */
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|[\\p{L}_][\\p{L}\\p{N}_$]*|\\s+|.");

  private static final Set<String> AFTER_RELATION =
      Set.of(";", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR");

  private final List<String> tokens = new ArrayList<>();

  private ViewText(String definition) {
    Matcher matcher = TOKEN.matcher(definition.strip());
    while (matcher.find()) {
      tokens.add(matcher.group().isBlank() ? " " : matcher.group());
    }
  }

  /** The definition on one line, without the qualifier of its only relation. */
  static String unqualified(String definition) {
    ViewText text = new ViewText(definition);
    String qualifier = text.onlyRelation();
    if (!qualifier.isEmpty()) {
      text.strip(qualifier);
    }
    return String.join("", text.tokens).replaceFirst(";$", "");
  }

  /** What qualifies the columns of the only relation: its alias or its name; or nothing. */
  private String onlyRelation() {
    int from = mainFrom();
    if (from < 0 || tokens.stream().filter("SELECT"::equals).count() != 1) {
      return "";
    }
    String qualifier = "";
    for (int i = from + 1; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (AFTER_RELATION.contains(token)) {
        return qualifier;
      }
      if (isName(token) && !token.equals("ONLY")) {
        qualifier = token;
      } else if (!token.equals(" ") && !token.equals(".") && !token.equals("ONLY")) {
        // A comma, a JOIN, a parenthesis: more than a name and its alias.
        return "";
      }
    }
    return qualifier;
  }

  /** The FROM outside of all parentheses that is not part of IS DISTINCT FROM. */
  private int mainFrom() {
    int depth = 0;
    String before = "";
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (token.equals("FROM") && depth == 0 && !before.equals("DISTINCT")) {
        return i;
      }
      if (token.equals("(")) {
        depth++;
      } else if (token.equals(")")) {
        depth--;
      }
      if (!token.equals(" ")) {
        before = token;
      }
    }
    return -1;
  }

  private void strip(String qualifier) {
    for (int i = tokens.size() - 3; i >= 0; i--) {
      boolean starts = i == 0 || !tokens.get(i - 1).equals(".");
      boolean column = isName(tokens.get(i + 2)) || tokens.get(i + 2).equals("*");
      boolean called = i + 3 < tokens.size() && tokens.get(i + 3).equals("(");
      if (starts
          && tokens.get(i).equals(qualifier)
          && tokens.get(i + 1).equals(".")
          && column
          && !called) {
        tokens.subList(i, i + 2).clear();
      }
    }
  }

  /** Identifiers print in lower case or quoted; what prints in upper case is a key word. */
  private static boolean isName(String token) {
    char first = token.charAt(0);
    return first == '"'
        || first == '_'
        || (Character.isLetter(first) && !Character.isUpperCase(first));
  }
}
