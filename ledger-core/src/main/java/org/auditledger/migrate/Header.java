package org.auditledger.migrate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comment at the head of a script says to whoever has to approve it.
 *
 * @param why what it is for
 * @param locks which locks it takes, and what they block
 * @param reversible what taking it back costs; a script that takes back does not say
 */
record Header(String why, String locks, Optional<Reversible> reversible) {

  private static final Pattern FIRST = Pattern.compile("-- ([a-z]+): (.+)");
  private static final Pattern NEXT = Pattern.compile("-- {2,}(.+)");

  /** The header of this script, unless it lacks a part that every script has. */
  static Optional<Header> read(String sql) {
    Map<String, String> parts = new HashMap<>();
    String name = "";
    for (String line : sql.lines().takeWhile(text -> text.startsWith("--")).toList()) {
      Matcher first = FIRST.matcher(line);
      Matcher next = NEXT.matcher(line);
      if (first.matches()) {
        name = first.group(1);
        parts.put(name, first.group(2).strip());
      } else if (next.matches()) {
        parts.merge(name, next.group(1).strip(), (before, more) -> before + " " + more);
      }
    }
    if (!parts.containsKey("why") || !parts.containsKey("locks")) {
      return Optional.empty();
    }
    return Optional.of(
        new Header(
            parts.get("why"),
            parts.get("locks"),
            Reversible.find(parts.getOrDefault("reversible", ""))));
  }
}
