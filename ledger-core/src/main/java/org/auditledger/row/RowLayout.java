package org.auditledger.row;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of a row, in the order in which they are sent. */
public record RowLayout(List<Column> columns) {

  public RowLayout {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns named \"" + column.name() + "\"");
      }
    }
  }

  /** How many columns a row has. */
  public int size() {
    return columns.size();
  }

  /** Where the column of this name stands, or -1. */
  public int find(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the column of this name and type stands; a caller that needs it cannot go on without. */
  public int require(String name, ColumnType type) {
    int index = find(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column \"" + name + "\" among " + columns);
    }
    if (columns.get(index).type() != type) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" is " + columns.get(index).type() + ", not " + type);
    }
    return index;
  }
}
