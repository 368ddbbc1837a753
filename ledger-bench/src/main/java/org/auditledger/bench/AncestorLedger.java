package org.auditledger.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.testing.AncestorEntry;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A ledger of the ancestor's first release with as many entries as wanted: always the same ones.
 */
final class AncestorLedger {

  static final String DATABASE = "ancestor";

  private static final String BASELINE =
      "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql";
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.000250Z");
  private static final int BLOCK = 1 << 16;
  private static final String FILES =
      """
      select c.oid::regclass::text, pg_relation_filenode(c.oid)
      from pg_class c
      where c.oid = 'public.ledger_entries'::regclass
        or c.oid = (
          select reltoastrelid from pg_class where oid = 'public.ledger_entries'::regclass)
        or c.oid in (
          select indexrelid from pg_index where indrelid = 'public.ledger_entries'::regclass)
      """;

  private AncestorLedger() {}

  /** Makes it, vacuumed and on the disk. */
  static void create(BenchServer server, int rows) throws IOException, SQLException {
    server.create(DATABASE);
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(baseline());
      fill(connection, rows);
      statement.execute("vacuum (analyze) public.ledger_entries");
      statement.execute("checkpoint");
    }
  }

  private static String baseline() throws IOException {
    try (InputStream in = AncestorLedger.class.getResourceAsStream(BASELINE)) {
      if (in == null) {
        throw new IOException("no " + BASELINE + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void fill(Connection connection, int rows) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy public.ledger_entries (" + AncestorEntry.COLUMNS + ") from stdin");
    StringBuilder block = new StringBuilder();
    String head = AncestorEntry.ZEROS;
    for (long n = 1; n <= rows; n++) {
      AncestorEntry entry = new AncestorEntry(n, head, FIRST.plusMillis(n));
      head = entry.hash();
      block.append(entry.copyLine());
      if (block.length() >= BLOCK || n == rows) {
        byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        block.setLength(0);
      }
    }
    copy.endCopy();
  }

  /** The files that the table, what it keeps outside, and its indexes are in. */
  static Map<String, String> files(BenchServer server, String database) throws SQLException {
    Map<String, String> files = new TreeMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FILES)) {
      while (rows.next()) {
        files.put(rows.getString(1), rows.getString(2));
      }
    }
    return files;
  }
}
