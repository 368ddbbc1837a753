package org.auditledger.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.auditledger.migrate.Migration;
import org.auditledger.migrate.MigrationSet;

/** The ways into every state in which a ledger can be found, as {@code ledger-states.txt} says. */
public final class LedgerStates {

  private LedgerStates() {}

  /** What is run, in order, to get into a state. */
  public record Way(String state, List<String> steps) {

    /** Empties the database's schemas, and goes this way. */
    public void go(TestDatabase database) throws SQLException {
      database.execute(
          "drop schema if exists audit_ledger cascade; drop schema public cascade;"
              + " create schema public; grant usage on schema public to public");
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        for (String step : steps) {
          for (String script : scripts(step)) {
            statement.execute(script);
            connection.commit();
          }
        }
      }
    }
  }

  /** Every way, in the order of the file: the first of a state is the way it is known by. */
  public static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (String line : resource("/org/auditledger/testing/ledger-states.txt").lines().toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] parts = line.split(": ", 2);
        ways.add(new Way(parts[0], List.of(parts[1].split(", ", -1))));
      }
    }
    return ways;
  }

  private static List<String> scripts(String step) {
    String[] words = step.split(" ", -1);
    if (words[0].equals("up")) {
      return upTo(words[1]).stream().map(migration -> migration.deploy().sql()).toList();
    }
    if (words[0].equals("down")) {
      List<Migration> reverted = new ArrayList<>(upTo(words[1]));
      reverted.removeAll(upTo(words[3]));
      Collections.reverse(reverted);
      return reverted.stream().map(migration -> migration.revert().sql()).toList();
    }
    return List.of(words.length > 1 ? step : resource("/ancestor/" + step + ".sql"));
  }

  private static List<Migration> upTo(String version) {
    List<Migration> migrations = MigrationSet.ledger().migrations();
    List<String> versions = migrations.stream().map(m -> m.version().toString()).toList();
    return migrations.subList(0, versions.indexOf(version) + 1);
  }

  private static String resource(String name) {
    try (InputStream in = LedgerStates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
