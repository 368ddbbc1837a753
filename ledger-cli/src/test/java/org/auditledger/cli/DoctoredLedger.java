package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.testing.TestDatabase;
import tools.jackson.databind.JsonNode;

/**
 * A ledger that the doctor looks at. Others' sessions are a finding, so that each look waits until
 * those of the test itself are gone.
 */
record DoctoredLedger(SealedTestLedger ledger) {

  private static final long PATIENCE = 20_000_000_000L;

  private static final String NO_CHECKSUMS = "CHECKSUMS_OFF";

  /** What is said of a test's ledger even if nothing is wrong: notes, and nothing else. */
  static final Set<String> ALWAYS = Set.of("OWNER_LOGS_IN", "ARCHIVING_OFF");

  TestDatabase database() {
    return ledger.database();
  }

  /** Runs each of these in a transaction of its own. */
  void execute(List<String> statements) throws SQLException {
    for (String statement : statements) {
      database().execute(statement.replace("{database}", database().name()));
    }
  }

  JsonNode look(String... words) throws SQLException {
    return look(true, words);
  }

  /** Looks, with sessions of others there or not. */
  JsonNode look(boolean alone, String... words) throws SQLException {
    if (alone) {
      awaitAlone();
    }
    List<String> all = new ArrayList<>(List.of("doctor", "--json"));
    all.addAll(List.of(words));
    all.addAll(accepted());
    CommandLineRun run = ledger.run(all.toArray(String[]::new));
    assertThat(run.stderr()).as("%s", run).isEmpty();
    JsonNode answer = JsonSchema.check(run.stdout());
    assertThat(run.exit()).as("%s", run).isEqualTo(answer.get("exit").asInt());
    return answer;
  }

  /** Before version 18 a server is made without checksums unless somebody asks for them. */
  List<String> accepted() {
    return database().version() < 18 ? List.of("--accept", NO_CHECKSUMS) : List.of();
  }

  /** Looks until this is found, or not any more: a server takes a moment to read its settings. */
  JsonNode lookUntil(String code, boolean found) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE;
    while (true) {
      JsonNode answer = look();
      if (codes(answer).contains(code) == found || System.nanoTime() > deadline) {
        return answer;
      }
    }
  }

  static Set<String> codes(JsonNode answer) {
    Set<String> codes = new TreeSet<>();
    answer.get("findings").forEach(finding -> codes.add(finding.get("code").asString()));
    codes.remove(NO_CHECKSUMS);
    return codes;
  }

  /** What of a subject was not checked, and whether that counts. */
  static List<String> notChecked(JsonNode answer, String subject) {
    List<String> all = new ArrayList<>();
    subject(answer, subject)
        .get("not_checked")
        .forEach(one -> all.add(one.get("counts").asBoolean() + " " + one.get("why").asString()));
    return all;
  }

  static JsonNode subject(JsonNode answer, String word) {
    for (JsonNode subject : answer.get("subjects")) {
      if (subject.get("subject").asString().equals(word)) {
        return subject;
      }
    }
    throw new AssertionError("no subject " + word + " in " + answer);
  }

  private void awaitAlone() throws SQLException {
    TestDatabase elsewhere = new TestDatabase(database().server(), "postgres");
    String others =
        "select count(*), string_agg(backend_type || ' ' || application_name || ' ' || state, ', ')"
            + " from pg_stat_activity where datname = '"
            + database().name()
            + "'";
    long deadline = System.nanoTime() + PATIENCE;
    try (Connection connection = elsewhere.connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery(others)) {
          row.next();
          if (row.getLong(1) == 0) {
            return;
          }
          assertThat(System.nanoTime())
              .as("still there: %s", row.getString(2))
              .isLessThan(deadline);
        }
      }
    }
  }
}
