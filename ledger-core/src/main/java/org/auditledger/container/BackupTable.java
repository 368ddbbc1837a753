package org.auditledger.container;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;

/** The columns of a table, in the order in which its rows are in the backup. */
public record BackupTable(List<Column> columns) {

  /**
   * One column.
   *
   * @param type as PostgreSQL writes it
   */
  public record Column(String name, String type) {}

  public BackupTable {
    columns = List.copyOf(columns);
  }

  /** The columns of rows that are interpreted; their types stand without a length. */
  static BackupTable of(RowLayout layout) {
    return new BackupTable(
        layout.columns().stream().map(c -> new Column(c.name(), c.type().sqlName())).toList());
  }

  /**
   * The same, if all of them are of types that a row may have.
   *
   * @throws IllegalArgumentException when one is not
   */
  RowLayout layout() {
    return new RowLayout(
        columns.stream()
            .map(c -> new org.auditledger.row.Column(c.name(), type(c.type())))
            .toList());
  }

  private static ColumnType type(String name) {
    for (ColumnType type : ColumnType.values()) {
      if (type.sqlName().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no row has a column of type \"" + name + "\"");
  }

  List<Members> toJson() {
    List<Members> json = new ArrayList<>();
    for (Column column : columns) {
      json.add(
          new MembersWriter().text("name", column.name()).text("type", column.type()).members());
    }
    return json;
  }

  static BackupTable read(List<MembersReader> json) {
    return new BackupTable(
        json.stream().map(column -> new Column(column.text("name"), column.text("type"))).toList());
  }
}
