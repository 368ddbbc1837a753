package org.auditledger.container;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;

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
