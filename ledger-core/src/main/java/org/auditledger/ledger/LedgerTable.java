package org.auditledger.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.Column;
import org.auditledger.row.RowLayout;

/** The table {@code public.ledger_entries}, and nothing that inherits from it. */
public final class LedgerTable {

  public static final String SCHEMA = "public";

  public static final String NAME = "ledger_entries";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private LedgerTable() {}

  /** The table's columns as they are now; that there are none to be read is a value. */
  public static TableLayout layout(Session session) {
    return TableLayout.readPlain(session, SCHEMA, NAME);
  }

  /**
   * Where the chain ends: the entry with the highest number. Of an empty table that is {@link
   * Head#GENESIS}.
   *
   * @return empty when the entry carries no number from 1, or no hash, that a next one could
   *     continue
   */
  public static Optional<Head> head(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SqlText.of(LedgerTable.class, "read_head"))) {
      if (!row.next()) {
        return Optional.of(Head.GENESIS);
      }
      long sequence = row.getLong(1);
      String hash = row.getString(2);
      if (sequence < 1 || hash == null || !HASH.matcher(hash.stripTrailing()).matches()) {
        return Optional.empty();
      }
      return Optional.of(new Head(sequence, Digest.ofHex(hash.stripTrailing())));
    }
  }

  /**
   * Reads every row, in the order of the numbers; rows without one come last.
   *
   * @param layout the table's columns, all of them
   * @throws IllegalArgumentException when the table has other columns by now
   */
  public static CopyReader read(Session session, RowLayout layout) throws SQLException {
    return read(session, layout, "true");
  }

  /** Reads the rows with these numbers and those between, in their order. */
  public static CopyReader read(Session session, RowLayout layout, long first, long last)
      throws SQLException {
    return read(session, layout, between(first, last));
  }

  /**
   * The same rows by way of the index, so that it costs what it reads and not what there is. For
   * who notices every row that is not there, and leaves it to a reading of all to find one that is
   * there twice.
   */
  public static CopyReader readByIndex(Session session, RowLayout layout, long first, long last)
      throws SQLException {
    requireAllOf(session.connection(), layout);
    return CopyReader.open(
        session, layout, query("read_entries_by_index", layout, between(first, last)));
  }

  /** How many blocks the table has by now: rows that a snapshot sees are in no later one. */
  public static long blocks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SqlText.of(LedgerTable.class, "count_blocks"))) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Reads the rows of these blocks in the order in which they lie there.
   *
   * @param end the first block that is not read
   */
  public static CopyReader readBlocks(Session session, RowLayout layout, long begin, long end)
      throws SQLException {
    requireAllOf(session.connection(), layout);
    String condition =
        String.format(
            Locale.ROOT, "e.ctid >= '(%d,0)'::tid and e.ctid < '(%d,0)'::tid", begin, end);
    return CopyReader.open(session, layout, query("read_blocks", layout, condition));
  }

  private static String between(long first, long last) {
    return String.format(Locale.ROOT, "e.sequence_number between '%d' and '%d'", first, last);
  }

  private static CopyReader read(Session session, RowLayout layout, String condition)
      throws SQLException {
    requireAllOf(session.connection(), layout);
    return CopyReader.open(session, layout, query(layout, condition));
  }

  static String query(RowLayout layout, String condition) {
    return query("read_entries", layout, condition);
  }

  private static String query(String file, RowLayout layout, String condition) {
    String columns =
        layout.columns().stream()
            .map(column -> "e.\"" + column.name().replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(", "));
    // The names come last, since they may be anything.
    return SqlText.of(LedgerTable.class, file)
        .replace("{condition}", condition)
        .replace("{columns}", columns);
  }

  /**
   * A column that was added since would be left out in silence. In a transaction this also keeps
   * the columns as they are until it ends: describing a query locks its table.
   */
  private static void requireAllOf(Connection connection, RowLayout layout) throws SQLException {
    List<String> found = new ArrayList<>();
    // Not a prepared statement: the driver keeps those, and their columns are those of then.
    try (Statement describe = connection.createStatement();
        ResultSet none = describe.executeQuery(SqlText.of(LedgerTable.class, "describe_entries"))) {
      ResultSetMetaData columns = none.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        found.add(columns.getColumnName(i));
      }
    }
    List<String> given = layout.columns().stream().map(Column::name).toList();
    if (!found.equals(given)) {
      throw new IllegalArgumentException(
          SCHEMA + "." + NAME + " has the columns " + found + ", not " + given);
    }
  }
}
