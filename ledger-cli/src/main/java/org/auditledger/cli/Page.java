package org.auditledger.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A longer answer for a person: lines, facts by name, tables. Whatever a server or a file said is
 * taken into one line before it gets here into a column.
 */
final class Page {

  /** Wide enough for a digest beside its name. */
  private static final int WIDTH = 100;

  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private final StringBuilder text = new StringBuilder();
  private final List<String[]> facts = new ArrayList<>();

  /** A page that begins with this line. */
  Page(String headline) {
    line(headline);
  }

  /** A line from the margin. */
  Page line(String line) {
    flush();
    text.append(Failure.oneLine(line)).append('\n');
    return this;
  }

  /** An empty line. */
  Page gap() {
    flush();
    text.append('\n');
    return this;
  }

  /** A fact and its name; facts that follow each other are aligned, and one without a name too. */
  Page fact(String name, String value) {
    facts.add(new String[] {name, Failure.oneLine(value)});
    return this;
  }

  /** The first of these facts has the name, the others stand below it. */
  Page facts(String name, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      fact(i == 0 ? name : "", values.get(i));
    }
    return this;
  }

  /** A table; nothing at all when it has no rows. */
  Page table(List<String> headings, List<List<String>> rows) {
    flush();
    if (rows.isEmpty()) {
      return this;
    }
    List<List<String>> all = new ArrayList<>(List.of(headings));
    rows.forEach(row -> all.add(row.stream().map(Failure::oneLine).toList()));
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(i == 0 ? INDENT : GAP).append(padded(row.get(i), widths[i]));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return this;
  }

  /** Whole lines that are shown exactly as they are. */
  Page verbatim(String lines) {
    flush();
    text.append(lines);
    return this;
  }

  /** A time as a person reads it: to the second. */
  static String time(@Nullable String at) {
    try {
      return at == null
          ? "-"
          : Instant.parse(at).truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    } catch (DateTimeParseException e) {
      return String.valueOf(at); // whatever it is, it is what was recorded
    }
  }

  private void flush() {
    int width = facts.stream().mapToInt(fact -> fact[0].length()).max().orElse(0);
    for (String[] fact : facts) {
      String name = fact[0];
      for (String part : wrapped(fact[1], WIDTH - INDENT.length() - width - GAP.length())) {
        text.append(INDENT).append(padded(name, width)).append(GAP).append(part).append('\n');
        name = "";
      }
    }
    facts.clear();
  }

  private static List<String> wrapped(String value, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : value.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The page, whole lines. */
  @Override
  public String toString() {
    flush();
    return text.toString();
  }
}
