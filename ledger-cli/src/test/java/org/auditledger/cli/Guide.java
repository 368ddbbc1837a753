package org.auditledger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guide tells its reader to type, and what he is to see then: blocks of sh, each with the
 * block of text that follows it, by the headings that they are under.
 */
final class Guide {

  /**
   * Something to type.
   *
   * @param heading the nearest one above
   * @param shown what comes of it, where the guide says so
   */
  record Typed(String heading, String script, Optional<String> shown) {

    private static final Pattern EXIT = Pattern.compile("(?m)^exit code ([0-9]+)$");

    /** How its last command ends, which the guide says where it is no success. */
    int exit() {
      Matcher exit = EXIT.matcher(shown.orElse(""));
      return exit.find() ? Integer.parseInt(exit.group(1)) : 0;
    }

    /** Shown lines that are not in what really came, in this order; numbers and hashes vary. */
    List<String> missingFrom(String output) {
      List<String> real = output.lines().map(Typed::constant).toList();
      List<String> missing = new ArrayList<>();
      int from = 0;
      for (String line : shown.orElse("").lines().toList()) {
        String wanted = constant(line);
        if (wanted.equals("...") || EXIT.matcher(line).matches()) {
          continue;
        }
        int found = real.subList(from, real.size()).indexOf(wanted);
        if (found < 0) {
          missing.add(line);
        } else {
          from += found + 1;
        }
      }
      return missing;
    }

    /** A line without what is different each time: hashes, signatures, keys, numbers, spaces. */
    private static String constant(String line) {
      return line.replaceAll("[A-Za-z0-9+/]{43,}={0,2}", "~")
          .replaceAll("\\b[0-9a-f]*[0-9][0-9a-f]{6,}\\b|\\b[0-9a-f]{8}\\b", "~")
          .replaceAll("[0-9]+([.,:-][0-9]+)*", "#")
          .replaceAll("\\s+", " ")
          .strip();
    }
  }

  private static final Pattern PART =
      Pattern.compile(
          "(?ms)^#+ (?<heading>[^\\n]+)$"
              + "|^```sh\\n(?<script>.*?)^```$(\\n+```text\\n(?<shown>.*?)^```$)?");

  private Guide() {}

  /** All that a guide has to type, in its order. */
  static List<Typed> read(String file) throws IOException {
    List<Typed> all = new ArrayList<>();
    String heading = "";
    Matcher part = PART.matcher(Files.readString(Checkout.root().resolve("docs").resolve(file)));
    while (part.find()) {
      if (part.group("heading") != null) {
        heading = part.group("heading");
      } else {
        all.add(new Typed(heading, part.group("script"), Optional.ofNullable(part.group("shown"))));
      }
    }
    return all;
  }
}
