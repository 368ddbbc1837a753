package org.auditledger.postgres;

/** libpq's {@code key=value key='a value'}. */
final class KeywordForm {

  private static final String WHERE = "connection string";

  private final String text;
  private final Parameters parameters = new Parameters(WHERE, true);
  private int at;

  private KeywordForm(String text) {
    this.text = text;
  }

  static Parameters parse(String text) {
    KeywordForm form = new KeywordForm(text);
    form.skipSpaces();
    for (int position = 1; form.at < text.length(); position++) {
      form.parameter(position);
      form.skipSpaces();
    }
    return form.parameters;
  }

  private void parameter(int position) {
    int start = at;
    while (at < text.length() && text.charAt(at) != '=' && !isSpace(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    skipSpaces();
    if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
      throw parameters.withoutValue(position);
    }
    at++;
    skipSpaces();
    boolean quoted = at < text.length() && text.charAt(at) == '\'';
    parameters.putLibpq(name, quoted ? quotedValue(position) : plainValue(), position);
  }

  private String plainValue() {
    StringBuilder value = new StringBuilder();
    while (at < text.length() && !isSpace(text.charAt(at))) {
      appendUnescaped(value);
    }
    return value.toString();
  }

  private String quotedValue(int position) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '\'') {
      appendUnescaped(value);
    }
    if (at == text.length()) {
      throw new ConnectionStringException(
          WHERE + ": the quoted value of parameter " + position + " does not end",
          "a value that begins with ' goes on to the next ' without a backslash before it",
          "close it; write \\' for a quote and \\\\ for a backslash inside it");
    }
    at++;
    return value.toString();
  }

  private void appendUnescaped(StringBuilder value) {
    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
      at++;
    }
    value.append(text.charAt(at));
    at++;
  }

  private void skipSpaces() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  /** What C's isspace says, which is what libpq asks. */
  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
