package org.auditledger.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the story looks: no line wider than a page, and what is run and said set in. */
final class Narrator {

  /** As wide as the program's own pages, set in. */
  private static final int WIDTH = 102;

  private static final String OUTPUT = "  ";
  private static final String PROMPT = "ledger=# ";
  private static final Pattern WITH_PLACE = Pattern.compile("\\S*\\$demo\\S*");

  private final Consumer<String> out;
  private final boolean bold;
  private final Path directory;
  private int chapters;

  /**
   * @param out takes a line each
   * @param bold whether a terminal is there that can show what is bold
   */
  Narrator(Consumer<String> out, boolean bold, Path directory) {
    this.out = out;
    this.bold = bold;
    this.directory = directory;
  }

  void chapter(String title) {
    chapters++;
    String line = chapters + ". " + title;
    out.accept(strong(line));
    out.accept("-".repeat(line.length()));
    gap();
  }

  /** Where a line sets the variable that commands are shown with, it says to what. */
  void prose(List<String> lines) {
    lines.forEach(line -> out.accept(expanded(line, directory)));
    gap();
  }

  /** A command line as a shell takes it, over several lines if it is long. */
  void command(List<String> words) {
    StringBuilder line = new StringBuilder("$ audit-ledger");
    List<String> lines = new ArrayList<>();
    for (String word : words) {
      String shown = expanded(word, directory);
      // An option and its value stay together where they can.
      if (line.length() + shown.length() > WIDTH - 24 && word.startsWith("-")) {
        lines.add(line.append(" \\").toString());
        line = new StringBuilder("   ");
      }
      line.append(' ').append(shown);
    }
    lines.add(line.toString());
    lines.forEach(one -> out.accept(strong(one)));
  }

  void sql(List<String> lines) {
    boolean begins = true;
    boolean quoted = false;
    for (String line : lines) {
      out.accept(strong((begins ? PROMPT : " ".repeat(PROMPT.length())) + line));
      quoted ^= line.contains("$$");
      begins = !quoted && line.endsWith(";");
    }
  }

  void output(String line) {
    String indent = OUTPUT + " ".repeat(line.length() - line.stripLeading().length());
    wrap(indent, line.strip());
  }

  /** How it ended. */
  void result(String line) {
    wrap(OUTPUT, line);
    gap();
  }

  void gap() {
    out.accept("");
  }

  /** Sentences are wrapped; what is in columns is left as it is. */
  private void wrap(String indent, String text) {
    if (text.contains("  ")) {
      out.accept(indent + text);
      return;
    }
    StringBuilder line = new StringBuilder(indent);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        out.accept(line.toString());
        line = new StringBuilder(indent).append("  ");
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.accept(line.toString().stripTrailing());
  }

  private String strong(String line) {
    return bold ? "\u001b[1m" + line + "\u001b[0m" : line;
  }

  /** Says what the variable is, and quotes what begins with it where a shell would split that. */
  static String expanded(String text, Path directory) {
    String quoted = isPlain(directory) ? text : WITH_PLACE.matcher(text).replaceAll("\"$0\"");
    return quoted.replaceAll(
        "\"?demo=\\$demo\"?", Matcher.quoteReplacement("demo=" + quoted(directory)));
  }

  /** A path as a shell takes it. */
  static String quoted(Path path) {
    return isPlain(path) ? path.toString() : "'" + path.toString().replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(Path path) {
    return path.toString().matches("[A-Za-z0-9/._-]+");
  }
}
