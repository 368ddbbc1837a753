package org.auditledger.migrations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.auditledger.testing.TestDatabase;

/** Rows for the tests: the ones that the ancestor wrote, and ones that anybody could have. */
final class Ledger {

  static final String ZEROS = "0".repeat(64);

  private Ledger() {}

  /**
   * The hash of an entry whose content is all in these three values, computed here and not in the
   * database.
   */
  static String hash(long sequence, String previous, String reasoning) {
    String payload =
        "{\"kg_version\":null,\"previous_hash\":\"%s\",\"reasoning\":\"%s\",\"rule_id\":null,"
                .formatted(previous, reasoning)
            + "\"sequence_number\":%d,\"ski_model_version\":\"m\",\"telemetry_hash\":\"%s\","
                .formatted(sequence, ZEROS)
            + "\"telemetry_id\":\"t\",\"timestamp\":\"2026-11-20T12:00:00+00:00\","
            + "\"track\":null,\"verdict\":\"CLEAR\"}";
    return hex(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** An entry as a VALUES row for {@link #insertInto}. */
  static String row(long sequence, String previous, String reasoning) {
    return row(sequence, previous, reasoning, hash(sequence, previous, reasoning));
  }

  static String row(long sequence, String previous, String reasoning, String hash) {
    return "(%d, '%s', '%s', '2026-11-20 12:00:00+00', 'CLEAR', 't', '%s', 'm', '%s')"
        .formatted(sequence, previous, hash, ZEROS, reasoning);
  }

  static String insertInto(String table, String... rows) {
    return "insert into "
        + table
        + " (sequence_number, previous_hash, entry_hash, timestamp, verdict, telemetry_id,"
        + " telemetry_hash, ski_model_version, reasoning) values "
        + String.join(", ", rows);
  }

  static String insert(String... rows) {
    return insertInto("public.ledger_entries", rows);
  }

  /** A chain of this length, one entry for each statement. */
  static String append(TestDatabase database, int entries) throws SQLException {
    String head = ZEROS;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (int n = 1; n <= entries; n++) {
        statement.execute(insert(row(n, head, "r" + n)));
        head = hash(n, head, "r" + n);
      }
    }
    return head;
  }

  static String hex(byte[] content) {
    return HexFormat.of().formatHex(sha256(content));
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
