package org.auditledger.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Which lines of an output are shown: those that one of these is found in, or all. A line that is
 * set in takes along what is set in deeper below it, as its value goes on there.
 */
record Shown(List<Pattern> lines) {

  private static final String LEFT_OUT = "[...]";
  private static final int NOTHING = Integer.MAX_VALUE;

  Shown {
    lines = List.copyOf(lines);
  }

  /** The lines that are shown; where others were, that is said. */
  List<String> of(List<String> output) {
    List<String> shown = new ArrayList<>();
    Consumer<String> filter = to(shown::add);
    output.forEach(filter);
    return shown;
  }

  /** Takes an output line by line, and passes on at once what is shown of it. */
  Consumer<String> to(Consumer<String> reader) {
    return lines.isEmpty() ? reader : new Filter(lines, reader);
  }

  private static final class Filter implements Consumer<String> {

    private final List<Pattern> lines;
    private final Consumer<String> reader;

    /** How far the line is set in that takes along what is below it. */
    private int above = NOTHING;

    private boolean leftOut;

    Filter(List<Pattern> lines, Consumer<String> reader) {
      this.lines = lines;
      this.reader = reader;
    }

    @Override
    public void accept(String line) {
      int indent = line.length() - line.stripLeading().length();
      boolean found = lines.stream().anyMatch(pattern -> pattern.matcher(line).find());
      boolean shown = found || (indent > above && !line.isBlank());
      if (!shown) {
        above = NOTHING;
        leaveOut(line);
        return;
      }
      if (found) {
        above = indent == 0 ? NOTHING : indent;
      }
      leftOut = false;
      reader.accept(line);
    }

    private void leaveOut(String line) {
      if (!line.isBlank() && !leftOut) {
        leftOut = true;
        reader.accept(LEFT_OUT);
      }
    }
  }
}
