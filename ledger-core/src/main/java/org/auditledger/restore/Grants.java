package org.auditledger.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What it takes for privileges to become what a document says, object by object. */
final class Grants {

  private static final String GRANTED = "granted to ";
  private static final String PUBLIC = "PUBLIC";
  private static final String OPTION = " with grant option";

  /** Whatever else a document says is none. */
  private static final Set<String> PRIVILEGES =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "TRUNCATE",
          "REFERENCES",
          "TRIGGER",
          "MAINTAIN",
          "USAGE",
          "EXECUTE",
          "CREATE");

  /** The first version that has MAINTAIN. */
  private static final int WITH_MAINTAIN = 170_000;

  private final String schema;
  private final int serverVersion;

  Grants(String schema, int serverVersion) {
    this.schema = schema;
    this.serverVersion = serverVersion;
  }

  /** How a statement names an object of a document, if it is one whose rights are restored. */
  static Optional<String> target(String schema, String object) {
    if (object.equals("schema")) {
      return Optional.of("schema " + schema);
    }
    for (String kind : List.of("table ", "sequence ", "function ")) {
      if (object.startsWith(kind)) {
        return Optional.of(object);
      }
    }
    return object.startsWith("view ")
        ? Optional.of("table " + object.substring("view ".length()))
        : Optional.empty();
  }

  /** The roles, other than PUBLIC, that were granted something, by their names. */
  static Set<String> grantees(Map<String, String> facts) {
    Set<String> roles = new TreeSet<>();
    for (String property : facts.keySet()) {
      if (property.startsWith(GRANTED) && !property.equals(GRANTED + PUBLIC)) {
        roles.add(unquoted(property.substring(GRANTED.length())));
      }
    }
    return roles;
  }

  /** The statements for one object. */
  List<String> toBecome(String object, Map<String, String> now, Map<String, String> recorded) {
    String target = target(schema, object).orElse(null);
    if (target == null || now.isEmpty()) {
      return List.of();
    }
    TreeSet<String> properties = new TreeSet<>(now.keySet());
    properties.addAll(recorded.keySet());
    List<String> statements = new ArrayList<>();
    for (String property : properties) {
      String before = now.getOrDefault(property, "");
      String after = recorded.getOrDefault(property, "");
      if (property.startsWith(GRANTED) && !before.equals(after)) {
        String role = property.substring(GRANTED.length());
        String grantee = role.equals(PUBLIC) ? PUBLIC : quoted(unquoted(role));
        if (!before.isEmpty()) {
          statements.add("revoke all on " + target + " from " + grantee);
        }
        for (String privilege : after.split(", ", -1)) {
          grant(privilege, target, grantee).ifPresent(statements::add);
        }
      }
    }
    return statements;
  }

  private Optional<String> grant(String privilege, String target, String grantee) {
    boolean withOption = privilege.endsWith(OPTION);
    String name =
        withOption ? privilege.substring(0, privilege.length() - OPTION.length()) : privilege;
    if (!PRIVILEGES.contains(name) || (name.equals("MAINTAIN") && serverVersion < WITH_MAINTAIN)) {
      return Optional.empty();
    }
    return Optional.of(
        "grant " + name + " on " + target + " to " + grantee + (withOption ? OPTION : ""));
  }

  /** A name as SQL takes it, whatever is in it. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String unquoted(String printed) {
    return printed.startsWith("\"")
        ? printed.substring(1, printed.length() - 1).replace("\"\"", "\"")
        : printed;
  }
}
