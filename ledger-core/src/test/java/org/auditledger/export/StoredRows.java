package org.auditledger.export;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.auditledger.testing.TestDatabase;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** A ledger's rows in the texts that PostgreSQL makes of them. */
final class StoredRows {

  /** Each column as it is to be written, with its name. */
  private static final String COLUMNS =
      """
      select attname, attname || '|' || atttypid::regtype::text
        from pg_attribute
       where attrelid = 'public.ledger_entries'::regclass and attnum > 0 and not attisdropped
       order by attnum
      """;

  private StoredRows() {}

  static List<String> columns(TestDatabase database) throws SQLException {
    return database.query(COLUMNS);
  }

  /** A record for each row: text in quotes, lines ended as RFC 4180 has it. */
  static List<String> csv(TestDatabase database) throws SQLException {
    List<String> texts = new ArrayList<>(types(database));
    texts.removeIf(column -> column.endsWith("|bigint"));
    String quoted = texts.stream().map(StoredRows::name).collect(Collectors.joining(", "));
    String copy =
        "copy (" + query(database) + ") to stdout (format csv, force_quote (" + quoted + "))";
    List<String> records = new ArrayList<>();
    try (Connection connection = database.connect()) {
      CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
      for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
        records.add(new String(row, 0, row.length - 1, StandardCharsets.UTF_8) + "\r\n");
      }
    }
    return records;
  }

  static List<String> json(TestDatabase database) throws SQLException {
    return database.query("select row_to_json(r) from (" + query(database) + ") r");
  }

  /** The member that has the envelope, or nothing at all where the ledger has none yet. */
  static List<String> envelopes(TestDatabase database) throws SQLException {
    return columns(database).contains("envelope_json")
        ? database.query(
            "select '\"envelope_json\":' || coalesce(envelope_json::text, 'null') || ','"
                + " from ledger_entries order by sequence_number")
        : List.of();
  }

  private static List<String> types(TestDatabase database) throws SQLException {
    return database.query(COLUMNS.replaceFirst("attname, ", ""));
  }

  private static String query(TestDatabase database) throws SQLException {
    return types(database).stream()
        .map(StoredRows::expression)
        .collect(
            Collectors.joining(
                ", ", "select ", " from public.ledger_entries order by sequence_number"));
  }

  private static String expression(String column) {
    String name = name(column);
    if (column.endsWith("|timestamp with time zone")) {
      String time = "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as %s";
      return time.formatted(name, name);
    }
    return column.endsWith("|character") ? name + "::text as " + name : name;
  }

  private static String name(String column) {
    return '"' + column.substring(0, column.indexOf('|')) + '"';
  }
}
