package org.auditledger.catalog;

import java.util.ArrayList;
import java.util.List;

/** A change of the catalog, how it is undone, and what is said of it; read from a script. */
record SqlCase(String name, String change, String undo, List<String> says) {

  /** The cases of a script: each begins with {@code -- case:} and ends where the next begins. */
  static List<SqlCase> in(String resource) {
    List<SqlCase> cases = new ArrayList<>();
    String[] parts = Samples.resource(resource).split("(?m)^-- case: ", -1);
    for (int i = 1; i < parts.length; i++) {
      cases.add(parse(parts[i]));
    }
    return cases;
  }

  private static SqlCase parse(String part) {
    List<String> lines = part.lines().toList();
    List<String> says = new ArrayList<>();
    StringBuilder change = new StringBuilder();
    StringBuilder undo = new StringBuilder();
    StringBuilder current = change;
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("-- says: ")) {
        says.add(line.substring("-- says: ".length()));
      } else if (line.equals("-- undo")) {
        current = undo;
      } else {
        current.append(line).append('\n');
      }
    }
    return new SqlCase(lines.get(0), change.toString(), undo.toString(), List.copyOf(says));
  }
}
