package org.auditledger.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be done to a ledger, and what comes of it; read from {@code attacks.sql}.
 *
 * @param refused the SQLSTATE with which the server refuses it, if it does
 * @param finds what verify finds when it does not: area, code, and entry where it is one alone
 * @param says part of what a finding says
 * @param unguarded whether the guards of rows are off meanwhile, and on again when it is over
 * @param undo what takes back what is not in the database alone
 */
public record Attack(
    String name,
    Optional<String> refused,
    List<String> finds,
    List<String> says,
    boolean unguarded,
    String sql,
    String undo) {

  private static final String REFUSED = "-- refused: ";
  private static final String FINDS = "-- finds: ";
  private static final String SAYS = "-- says: ";

  public Attack {
    if (refused.isPresent() != finds.isEmpty()) {
      throw new IllegalArgumentException(name + " is refused or found, and one of them only");
    }
  }

  /** All there are, in the order of the file. */
  public static List<Attack> all() {
    List<Attack> attacks = new ArrayList<>();
    String[] parts = resource("attacks.sql").split("(?m)^-- attack: ", -1);
    for (int i = 1; i < parts.length; i++) {
      attacks.add(parse(parts[i].lines().toList()));
    }
    return attacks;
  }

  /** The one of this name. */
  public static Attack named(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** What attackers bring along: to be run before, in the same session. */
  static String tools() {
    return resource("attack-tools.sql");
  }

  @Override
  public String toString() {
    return name;
  }

  private static Attack parse(List<String> lines) {
    Optional<String> refused = Optional.empty();
    List<String> finds = new ArrayList<>();
    List<String> says = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    StringBuilder undo = new StringBuilder();
    StringBuilder current = sql;
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith(REFUSED)) {
        refused = Optional.of(line.substring(REFUSED.length()));
      } else if (line.startsWith(FINDS)) {
        finds.add(line.substring(FINDS.length()));
      } else if (line.startsWith(SAYS)) {
        says.add(line.substring(SAYS.length()));
      } else if (line.equals("-- undo")) {
        current = undo;
      } else if (!line.startsWith("--")) {
        current.append(line).append('\n');
      }
    }
    boolean unguarded = lines.contains("-- unguarded");
    return new Attack(
        lines.get(0),
        refused,
        List.copyOf(finds),
        List.copyOf(says),
        unguarded,
        sql.toString(),
        undo.toString());
  }

  private static String resource(String name) {
    try (InputStream in = Attack.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
