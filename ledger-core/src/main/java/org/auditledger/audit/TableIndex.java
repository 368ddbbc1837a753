package org.auditledger.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auditledger.postgres.SqlText;

/**
 * An index of the entries. Names are quoted as SQL takes them, but for the first.
 *
 * @param columns what is in it; nothing where it holds more than columns
 * @param present the column that has a value in every row that is in it, if it is not of all rows
 */
record TableIndex(String name, String quoted, List<String> columns, Optional<String> present) {

  private static final Pattern SCAN =
      Pattern.compile("Index Only Scan (?:Backward )?using (.+) on ledger_entries e");

  TableIndex {
    columns = List.copyOf(columns);
  }

  /** Those that the server may read. */
  static List<TableIndex> of(Connection transaction) throws SQLException {
    List<TableIndex> indexes = new ArrayList<>();
    try (Statement statement = transaction.createStatement();
        ResultSet rows = statement.executeQuery(SqlText.of(TableIndex.class, "indexes"))) {
      while (rows.next()) {
        Array columns = rows.getArray(3);
        indexes.add(
            new TableIndex(
                rows.getString(1),
                rows.getString(2),
                columns == null ? List.of() : List.of((String[]) columns.getArray()),
                Optional.ofNullable(rows.getString(4))));
      }
    }
    return indexes;
  }

  /** The index that this line of a plan reads alone. */
  static Optional<String> scanned(String line) {
    Matcher scan = SCAN.matcher(line);
    return scan.find() ? Optional.of(scan.group(1)) : Optional.empty();
  }

  boolean isPlain() {
    return !columns.isEmpty();
  }

  /** Whether it is the index of this name, and the server may read it in place of the other. */
  boolean isTwin(TableIndex other, String itsName) {
    return quoted.equals(itsName) && columns.equals(other.columns) && present.equals(other.present);
  }

  /** Whether it is one of the numbers by which entries are looked up. */
  boolean isOfNumbers() {
    return columns.equals(List.of("sequence_number")) && present.isEmpty();
  }

  /** Asks it how many rows it has; of which column decides which index answers. */
  String count() {
    return query("pg_catalog.count(e." + columns.get(0) + ")") + condition();
  }

  /** Asks it how many rows it has, and for a sum over a hash of each. */
  String values() {
    return query("pg_catalog.count(*), " + sum()) + condition();
  }

  /** Asks the table the same of the rows of each. */
  static String valuesOfTable(List<TableIndex> indexes) {
    return query(
        indexes.stream()
            .map(
                index ->
                    "pg_catalog.count(*)" + index.filter() + ", " + index.sum() + index.filter())
            .collect(Collectors.joining(", ")));
  }

  private static String query(String values) {
    return SqlText.of(TableIndex.class, "values_of_rows").replace("{values}", values);
  }

  private String condition() {
    return present.map(column -> "where e." + column + " is not null").orElse("");
  }

  private String filter() {
    return present.map(column -> " filter (" + condition() + ")").orElse("");
  }

  private String sum() {
    return "pg_catalog.sum(pg_catalog.hash_record_extended(row(e."
        + String.join(", e.", columns)
        + "), 0))";
  }
}
