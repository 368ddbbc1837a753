package org.auditledger.verify;

import java.util.Optional;
import org.auditledger.canonical.JsonbObject;
import org.auditledger.canonical.Preimage;
import org.auditledger.canonical.PreimageSearch;
import org.auditledger.entry.Digest;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** A jsonb column that an era may not have yet: then it is null in every row. */
final class StoredJson {

  private final String name;
  private final int column;

  StoredJson(RowLayout layout, String name) {
    this.name = name;
    this.column = layout.find(name) < 0 ? -1 : layout.require(name, ColumnType.JSONB);
  }

  String name() {
    return name;
  }

  boolean isPresent(RowView row) {
    return column >= 0 && !row.isNull(column);
  }

  /** The object that the column holds, if it is one. */
  Optional<JsonbObject> object(RowView row) {
    return JsonbObject.read(row.buffer(), start(row), length(row));
  }

  /** Whether what the column holds was hashed to this. */
  Preimage find(PreimageSearch search, RowView row, Digest expected) {
    return search.find(row.buffer(), start(row), length(row), expected);
  }

  private int start(RowView row) {
    // The first byte is the version of the wire format, and not content.
    return row.start(column) + 1;
  }

  private int length(RowView row) {
    return row.length(column) - 1;
  }
}
