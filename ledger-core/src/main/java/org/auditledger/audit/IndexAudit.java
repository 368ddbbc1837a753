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
import java.util.stream.Collectors;
import org.auditledger.postgres.SqlText;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * Whether the indexes of the entries tell of the same rows as the heap does, in one snapshot. Ours
 * is not the reading that an index could mislead; but a writer's is, and everybody else's.
 *
 * <p>The server reads an index alone when that is all it needs and nothing else is allowed; its
 * plan says so. Of two over the same columns it reads one, as it does for everybody.
 *
 * @param findings the indexes that lie
 * @param notChecked those that it did not read, and why
 */
record IndexAudit(List<Finding> findings, List<String> notChecked) {

  /** Of a ledger of which not all was read. */
  static final IndexAudit NONE =
      new IndexAudit(
          List.of(), List.of("the indexes were not compared with the table, as not all was read"));

  /** The class of what the server says of damaged data. */
  private static final String DAMAGED = "XX";

  IndexAudit {
    findings = List.copyOf(findings);
    notChecked = List.copyOf(notChecked);
  }

  /** Compares them in somebody's transaction. */
  static IndexAudit read(Connection transaction) throws SQLException {
    List<TableIndex> indexes = TableIndex.of(transaction);
    List<Finding> findings = new ArrayList<>();
    List<String> notChecked = new ArrayList<>();
    List<TableIndex> known = indexes.stream().filter(TableIndex::isPlain).toList();
    indexes.stream()
        .filter(index -> !index.isPlain())
        .forEach(index -> notChecked.add(subject(index) + "holds more than columns"));
    if (known.isEmpty()) {
      return new IndexAudit(findings, notChecked);
    }
    String all = known.stream().map(TableIndex::keysOfTable).collect(Collectors.joining(", "));
    List<Keys> heap = keys(transaction, "heap_only", query(all));
    for (int i = 0; i < known.size(); i++) {
      TableIndex index = known.get(i);
      Optional<String> plan = plan(transaction, index);
      if (plan.isEmpty()) {
        notChecked.add(subject(index) + "is none that the server reads by itself");
      } else if (plan.get().equals(index.quoted())) {
        compare(transaction, index, heap.get(i)).ifPresent(findings::add);
      } else if (known.stream().noneMatch(other -> other.isTwin(index, plan.get()))) {
        notChecked.add(subject(index) + "is none that the server reads while it has others");
      }
    }
    return new IndexAudit(findings, notChecked);
  }

  private static String subject(TableIndex index) {
    return "index " + index.name() + " was not compared with the table: it ";
  }

  private static Optional<Finding> compare(Connection transaction, TableIndex index, Keys heap)
      throws SQLException {
    Keys found;
    try {
      found = keys(transaction, "index_only", query(index)).get(0);
    } catch (SQLException e) {
      if (!String.valueOf(e.getSQLState()).startsWith(DAMAGED)) {
        throw e;
      }
      return Optional.of(lies(index, "cannot be read: " + e.getMessage()));
    }
    if (found.equals(heap)) {
      return Optional.empty();
    }
    return Optional.of(
        lies(
            index,
            found.rows() == heap.rows()
                ? "has other values than the table's rows"
                : "has " + found.rows() + " rows, and the table " + heap.rows()));
  }

  private static Finding lies(TableIndex index, String how) {
    return Finding.ofLedger(FindingCode.INDEX_LIES, "index " + index.name() + " " + how);
  }

  /** How many rows are in an index, and the sum over a hash of each. */
  private record Keys(long rows, String sum) {}

  private static List<Keys> keys(Connection transaction, String settings, String query)
      throws SQLException {
    List<String> row = inSettings(transaction, settings, query).get(0);
    List<Keys> keys = new ArrayList<>();
    for (int i = 0; i < row.size(); i += 2) {
      keys.add(new Keys(Long.parseLong(row.get(i)), row.get(i + 1)));
    }
    return keys;
  }

  /** The index that alone is read, as the plan has it. */
  private static Optional<String> plan(Connection transaction, TableIndex index)
      throws SQLException {
    return inSettings(transaction, "index_only", "explain (costs off) " + query(index)).stream()
        .flatMap(line -> TableIndex.scanned(line.get(0)).stream())
        .findFirst();
  }

  private static String query(TableIndex index) {
    return query(index.keys()) + index.condition();
  }

  private static String query(String keys) {
    return SqlText.of(IndexAudit.class, "keys_of_rows").replace("{keys}", keys);
  }

  /** Its settings are gone afterwards, and so is what the server did not survive. */
  private static List<List<String>> inSettings(
      Connection transaction, String settings, String query) throws SQLException {
    Savepoint before = transaction.setSavepoint();
    try (Statement statement = transaction.createStatement()) {
      statement.execute(SqlText.of(IndexAudit.class, settings));
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
