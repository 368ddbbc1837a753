package org.auditledger.row;

/** One column: its name in the table, and how its values look on the wire. */
public record Column(String name, ColumnType type) {

  /** PostgreSQL's limit on a name, in bytes. */
  private static final int MAX_NAME = 63;

  public Column {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a column's name has 1 to 63 bytes: \"" + name + "\"");
    }
  }
}
