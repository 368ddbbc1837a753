package org.auditledger.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the comment at the head of a script has to say, and that nothing is left to fill in. */
final class HeaderRules {

  /** What {@code migrate create} leaves to its author. */
  static final String FILL_IN = "FILL IN";

  private static final Pattern PART = Pattern.compile("-- ([a-z]+): (.+)");
  private static final Set<String> REVERSIBLE = Set.of("lossless", "refuses-if-data", "forbidden");

  private HeaderRules() {}

  static List<Refusal> check(ScriptFile file, String text) {
    List<Refusal> refusals = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.contains(FILL_IN)) {
        refusals.add(new Refusal(file.path(), number, Rule.UNFINISHED, line.strip()));
      }
    }
    switch (file.role()) {
      case DEPLOY -> require(file, text, refusals, "why", "locks", "reversible");
      case REVERT -> require(file, text, refusals, "why", "locks");
      case VERIFY, PREPARE -> {}
    }
    return refusals;
  }

  private static void require(
      ScriptFile file, String text, List<Refusal> refusals, String... parts) {
    Map<String, String> said = new HashMap<>();
    text.lines()
        .takeWhile(line -> line.startsWith("--"))
        .map(PART::matcher)
        .filter(Matcher::matches)
        .forEach(part -> said.put(part.group(1), part.group(2).strip()));
    for (String part : parts) {
      String value = said.getOrDefault(part, "");
      if (value.isEmpty()) {
        refusals.add(new Refusal(file.path(), 1, Rule.HEADER, "no -- " + part + ": line"));
      } else if (part.equals("reversible")
          && !REVERSIBLE.contains(value)
          && !value.contains(FILL_IN)) {
        refusals.add(new Refusal(file.path(), 1, Rule.HEADER, "-- reversible: " + value));
      }
    }
  }
}
