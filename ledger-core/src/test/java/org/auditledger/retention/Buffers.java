package org.auditledger.retention;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.journal.PartitionContents;
import org.auditledger.testing.TestDatabase;

/** Partitions with records that are hard to write down, and what the database says of them. */
final class Buffers {

  /** No name that anybody would give, and one that PostgreSQL takes. */
  static final String STRANGE = "Tag 1 \"%1$s\"; {columns} drop é --";

  static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant TO = Instant.parse("2026-01-02T00:00:00Z");

  private static final List<String> TENANTS =
      List.of("a", "A", "ä", "Zoe", "𝄞 beyond", "\uffee below", "a b", "a\"b\\c");

  private static final List<String> TEXTS =
      List.of(
          "''",
          "'plain'",
          "e'quotes \" and \\\\ and / and \\x7f'",
          "e'\\x01\\x02\\b\\t\\n\\f\\r\\x1f'",
          "e'\\u2028 \\ufeff \\U0001D11E ä'",
          "'trailing   '");

  private static final List<String> MEASUREMENTS =
      List.of(
          "{}",
          "[]",
          "null",
          "1e400",
          "-0.0",
          "1.10",
          "{\"bb\": 1, \"a\": {\"z\": [true, false, null, \"\\u0001\\u2028é𝄞\"]}, \"ä\": \"\"}",
          "{\"a\": 1, \"a\": 2}");

  private static final List<String> TIMES =
      List.of(
          "'0001-01-01 00:00+00'", "'9999-12-31 23:59:59.999999+00'", "'2026-01-01 10:00:00.5+00'");

  private Buffers() {}

  /** Attaches a partition of one day. */
  static void partition(TestDatabase database, String name) throws SQLException {
    partition(database, name, 1);
  }

  static void partition(TestDatabase database, String name, int day) throws SQLException {
    database.execute(
        "create table public."
            + quoted(name)
            + " partition of public.telemetry_buffer for values from ('2026-01-0"
            + day
            + " 00:00+00') to ('2026-01-0"
            + (day + 1)
            + " 00:00+00')");
  }

  static void tenants(TestDatabase database) throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (String tenant : TENANTS) {
      sql.append("insert into tenants values (").append(literal(tenant)).append(", 't', 30);");
    }
    database.execute(sql.toString());
  }

  /** Records of all kinds, in no order. */
  static int tricky(TestDatabase database) throws SQLException {
    StringBuilder sql = new StringBuilder();
    int count = 0;
    for (String text : TEXTS) {
      for (String measurement : MEASUREMENTS) {
        String tenant = TENANTS.get(count * 5 % TENANTS.size());
        String time = "'2026-01-01 0" + (count % 7) + ":00:00" + (count % 3 == 0 ? "" : ".000001");
        sql.append(
            insert(
                literal(tenant),
                text,
                TEXTS.get(count % TEXTS.size()),
                time + "+00'",
                TIMES.get(count % TIMES.size()),
                literal(measurement),
                count % 2 == 0 ? "'hash'" : "repeat('0', 64)"));
        count++;
      }
    }
    database.execute(sql.toString());
    return count;
  }

  /** One record of the first of January. */
  static void record(TestDatabase database, String tenant, String subject, String telemetryId)
      throws SQLException {
    database.execute(
        insert(
            literal(tenant),
            literal(subject),
            literal(telemetryId),
            "'2026-01-01 12:00+00'",
            "'2026-01-01 12:00:01+00'",
            "'{}'",
            "'h'"));
  }

  /** One record that is so large. */
  static void large(TestDatabase database, int bytes) throws SQLException {
    database.execute(
        insert(
            "'default'",
            "'s'",
            "'t'",
            "'2026-01-01 12:00+00'",
            "'2026-01-01 12:00:01+00'",
            "to_jsonb(repeat('x', " + bytes + "))",
            "'h'"));
  }

  /** What the function of the database says that its records come to. */
  static PartitionContents evidence(TestDatabase database, String name) throws SQLException {
    String call =
        " from public.buffer_partition_evidence("
            + literal("public." + quoted(name))
            + "::regclass)";
    String time = "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    return new PartitionContents(
        Long.parseLong(database.query("select row_count" + call).get(0)),
        Optional.ofNullable(database.query("select " + time.formatted("first_ts") + call).get(0))
            .map(Instant::parse),
        Optional.ofNullable(database.query("select " + time.formatted("last_ts") + call).get(0))
            .map(Instant::parse),
        Digest.ofHex(database.query("select digest" + call).get(0)));
  }

  private static String insert(String... values) {
    return "insert into telemetry_buffer (tenant_id, subject, telemetry_id, telemetry_ts,"
        + " received_ts, measurement, measurement_hash) values ("
        + String.join(", ", values)
        + ");";
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
