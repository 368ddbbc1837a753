package org.auditledger.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which lines of an output are shown: those that one of these is found in, or all. A line that is
 * set in takes along what is set in deeper below it, as its value goes on there.
 */
record Shown(List<Pattern> lines) {

  private static final String LEFT_OUT = "[...]";

  /** The lines that are shown; where others were, that is said. */
  List<String> of(List<String> output) {
    if (lines.isEmpty()) {
      return output;
    }
    List<String> shown = new ArrayList<>();
    int above = Integer.MAX_VALUE;
    for (String line : output) {
      int indent = line.length() - line.stripLeading().length();
      if (isFound(line)) {
        above = indent == 0 ? Integer.MAX_VALUE : indent;
        shown.add(line);
      } else if (indent > above) {
        shown.add(line);
      } else {
        above = Integer.MAX_VALUE;
        leaveOut(line, shown);
      }
    }
    return shown;
  }

  private boolean isFound(String line) {
    return lines.stream().anyMatch(pattern -> pattern.matcher(line).find());
  }

  private static void leaveOut(String line, List<String> shown) {
    boolean said = !shown.isEmpty() && shown.get(shown.size() - 1).equals(LEFT_OUT);
    if (!line.isBlank() && !said) {
      shown.add(LEFT_OUT);
    }
  }
}
