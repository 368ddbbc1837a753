package org.auditledger.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;

/** What the catalog says about a table's columns. */
public sealed interface TableLayout {

  /** All columns, in the order in which they are sent. */
  record Found(RowLayout layout) implements TableLayout {}

  /** There is nothing of this name. */
  record Missing() implements TableLayout {}

  /**
   * Something else bears the name.
   *
   * @param relkind pg_class's letter for what it is
   */
  record NotATable(String relkind) implements TableLayout {}

  /**
   * Some columns have types that no row form covers.
   *
   * @param columns each with its type, as {@code name type}
   */
  record Unsupported(List<String> columns) implements TableLayout {
    public Unsupported {
      columns = List.copyOf(columns);
    }
  }

  /** Reads the layout of a plain or partitioned table. */
  static TableLayout read(Session session, String schema, String table) {
    return read(session, schema, table, Set.of("r", "p"));
  }

  /** Reads the layout of a table that has its rows itself: a partitioned one has none. */
  static TableLayout readPlain(Session session, String schema, String table) {
    return read(session, schema, table, Set.of("r"));
  }

  private static TableLayout read(
      Session session, String schema, String table, Set<String> relkinds) {
    try (PreparedStatement statement =
        session.connection().prepareStatement(SqlText.of(TableLayout.class, "read_layout"))) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, relkinds);
      }
    } catch (SQLException e) {
      throw SqlTrouble.working("reading the columns of " + schema + "." + table, e);
    }
  }

  private static TableLayout read(ResultSet rows, Set<String> relkinds) throws SQLException {
    List<Column> columns = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    boolean found = false;
    while (rows.next()) {
      found = true;
      String relkind = rows.getString(1);
      if (!relkinds.contains(relkind)) {
        return new NotATable(relkind);
      }
      String name = rows.getString(2);
      if (name == null) {
        break;
      }
      Optional<ColumnType> type = ColumnType.ofOid((int) rows.getLong(3));
      if (type.isPresent()) {
        columns.add(new Column(name, type.get()));
      } else {
        unsupported.add(name + " " + rows.getString(4));
      }
    }
    if (!found) {
      return new Missing();
    }
    return unsupported.isEmpty() ? new Found(new RowLayout(columns)) : new Unsupported(unsupported);
  }
}
