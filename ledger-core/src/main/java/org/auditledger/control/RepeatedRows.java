package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.auditledger.control.RepeatedRow.Held;
import org.auditledger.control.RepeatedRow.Partition;
import org.auditledger.control.RepeatedRow.Release;
import org.auditledger.control.RepeatedRow.Retention;
import org.auditledger.postgres.SqlText;
import org.jspecify.annotations.Nullable;

/** The tables whose rows repeat what statements say. */
final class RepeatedRows {

  private static final int FETCH_SIZE = 1000;

  /** A column, as the server takes it and as a row has it. */
  private record Column<T>(String type, Function<T, @Nullable Object> value) {}

  private static final List<Column<Partition>> PARTITION =
      List.of(
          new Column<>("bigint", Partition::position),
          new Column<>("text", Partition::name),
          new Column<>("text", Partition::lower),
          new Column<>("text", Partition::upper));

  private static final List<Column<Retention>> RETENTION =
      List.of(
          new Column<>("bigint", Retention::position),
          new Column<>("text", Retention::tenant),
          new Column<>("integer", Retention::days));

  private static final List<Column<Held>> HELD =
      List.of(
          new Column<>("bigint", Held::position),
          new Column<>("text", held -> held.tenant().orElse(null)),
          new Column<>("text", Held::first),
          new Column<>("text", Held::last));

  private static final List<Column<Release>> RELEASE =
      List.of(new Column<>("bigint", Release::position), new Column<>("bigint", Release::hold));

  private RepeatedRows() {}

  /** Adds rows; the statements that they repeat are in the journal. */
  static void insert(Connection transaction, List<? extends RepeatedRow> rows) throws SQLException {
    insert(transaction, "insert_partitions", of(Partition.class, rows), PARTITION);
    insert(transaction, "insert_retentions", of(Retention.class, rows), RETENTION);
    insert(transaction, "insert_holds", of(Held.class, rows), HELD);
    // After the holds: each names one, which may be among these.
    insert(transaction, "insert_hold_releases", of(Release.class, rows), RELEASE);
  }

  private static <T> List<T> of(Class<T> type, List<? extends RepeatedRow> rows) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T> void insert(
      Connection transaction, String statement, List<T> rows, List<Column<T>> columns)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        transaction.prepareStatement(SqlText.of(RepeatedRows.class, statement))) {
      for (int i = 0; i < columns.size(); i++) {
        Column<T> column = columns.get(i);
        @Nullable Object[] values = rows.stream().map(column.value()).toArray();
        insert.setArray(i + 1, transaction.createArrayOf(column.type(), values));
      }
      insert.executeUpdate();
    }
  }

  /** Which of the tables are not there. */
  static List<String> missing(Connection transaction) throws SQLException {
    try (PreparedStatement query =
            transaction.prepareStatement(SqlText.of(RepeatedRows.class, "missing_tables"));
        ResultSet row = query.executeQuery()) {
      row.next();
      return List.of((String[]) row.getArray(1).getArray());
    }
  }

  /** Hands out every row that the drop function would see. */
  static void forEach(Connection transaction, Consumer<RepeatedRow> each) throws SQLException {
    try (PreparedStatement query =
        transaction.prepareStatement(SqlText.of(RepeatedRows.class, "repeated_rows"))) {
      query.setFetchSize(FETCH_SIZE);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          each.accept(row(rows));
        }
      }
    }
  }

  private static RepeatedRow row(ResultSet row) throws SQLException {
    long position = row.getLong(2);
    return switch (row.getString(1)) {
      case "partition" ->
          new Partition(position, row.getString(3), row.getString(4), row.getString(5));
      case "retention" -> new Retention(position, row.getString(3), row.getInt(6));
      case "hold" ->
          new Held(
              position, Optional.ofNullable(row.getString(3)), row.getString(4), row.getString(5));
      default -> new Release(position, row.getLong(6));
    };
  }
}
