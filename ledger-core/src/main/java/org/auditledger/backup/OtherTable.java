package org.auditledger.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.auditledger.container.BackupTable;
import org.auditledger.container.BackupWriter;
import org.auditledger.container.MemberName;
import org.auditledger.container.RowMembers;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Tables whose rows are no entries: copied as they are, and looked at by nobody. */
final class OtherTable {

  private OtherTable() {}

  /** The columns of a table; nothing when there is no such table. */
  static Optional<BackupTable> columns(Connection transaction, String table) throws SQLException {
    List<BackupTable.Column> columns = new ArrayList<>();
    try (PreparedStatement query =
        transaction.prepareStatement(SqlText.of(OtherTable.class, "columns"))) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          columns.add(new BackupTable.Column(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return columns.isEmpty() ? Optional.empty() : Optional.of(new BackupTable(columns));
  }

  /**
   * Writes all rows of a table.
   *
   * @param order what its rows are sorted by, so that one snapshot has one backup
   * @param member the name of each member, from 1
   */
  static void write(
      Session session,
      BackupTable columns,
      String table,
      String order,
      LongFunction<MemberName> member,
      BackupWriter writer)
      throws IOException {
    String query =
        String.format(
            Locale.ROOT, SqlText.of(OtherTable.class, "rows"), names(columns), table, order);
    RowMembers members = new RowMembers(member, writer::rows);
    RowLayout layout = uninterpreted(columns);
    RowView row = new RowView(layout);
    try (CopyReader rows = CopyReader.open(session, layout, query)) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        int at = 0;
        while (at < batch.size()) {
          int end = row.moveTo(batch.buffer(), at, batch.size());
          members.add(batch.buffer(), at, end - at);
          at = end;
        }
      }
    }
    members.finish();
  }

  /** Values of any type are bytes here, as those of a text are. */
  private static RowLayout uninterpreted(BackupTable columns) {
    return new RowLayout(
        columns.columns().stream().map(c -> new Column(c.name(), ColumnType.TEXT)).toList());
  }

  private static String names(BackupTable columns) {
    return columns.columns().stream()
        .map(column -> "t." + quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
