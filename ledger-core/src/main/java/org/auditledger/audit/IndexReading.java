package org.auditledger.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.auditledger.postgres.SqlText;

/**
 * Reads what one index says of the entries, or what their heap says, in one snapshot. The server
 * reads an index alone when that is all it needs and nothing else is allowed; its plan says so.
 */
final class IndexReading {

  private static final String INDEX = "index_only";
  private static final String HEAP = "heap_only";

  /** The class of what the server says of damaged data. */
  private static final String DAMAGED = "XX";

  private final Connection transaction;

  IndexReading(Connection transaction) {
    this.transaction = transaction;
  }

  /** What is said of rows, or why nothing is. */
  sealed interface Answer {
    record Values(List<String> values) implements Answer {
      public Values {
        values = List.copyOf(values);
      }
    }

    record Damaged(String why) implements Answer {}
  }

  /** The index that is read alone to answer this, in its quoted name. */
  Optional<String> plan(String query) throws SQLException {
    return run(INDEX, "explain (costs off) " + query).stream()
        .flatMap(line -> TableIndex.scanned(line.get(0)).stream())
        .findFirst();
  }

  /** What the index says of which that is planned. */
  Answer ofIndex(String query) throws SQLException {
    try {
      return new Answer.Values(run(INDEX, query).get(0));
    } catch (SQLException e) {
      if (!String.valueOf(e.getSQLState()).startsWith(DAMAGED)) {
        throw e;
      }
      return new Answer.Damaged(String.valueOf(e.getMessage()));
    }
  }

  /** What the table's own blocks say. */
  List<String> ofHeap(String query) throws SQLException {
    return run(HEAP, query).get(0);
  }

  /** Its settings are gone afterwards, and so is what the transaction would not have survived. */
  private List<List<String>> run(String settings, String query) throws SQLException {
    Savepoint before = transaction.setSavepoint();
    try (Statement statement = transaction.createStatement()) {
      statement.execute(SqlText.of(IndexReading.class, settings));
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(query)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(Objects.requireNonNullElse(result.getString(i), ""));
          }
          rows.add(row);
        }
      }
      return rows;
    } finally {
      transaction.rollback(before);
    }
  }
}
