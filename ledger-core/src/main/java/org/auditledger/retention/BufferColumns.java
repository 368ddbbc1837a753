package org.auditledger.retention;

import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;

/** Where in a record the columns are that are looked at. */
record BufferColumns(int tenant, int time, int id, int subject, int telemetryId) {

  /**
   * Finds them.
   *
   * @throws IllegalArgumentException when one is missing, or of another type: these are no records
   */
  static BufferColumns of(RowLayout layout) {
    return new BufferColumns(
        layout.require("tenant_id", ColumnType.TEXT),
        layout.require("telemetry_ts", ColumnType.TIMESTAMPTZ),
        layout.require("id", ColumnType.BIGINT),
        layout.require("subject", ColumnType.TEXT),
        layout.require("telemetry_id", ColumnType.TEXT));
  }
}
