package org.auditledger.retention;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.row.RowView;

/**
 * Which record of a partition somebody means. Whatever is given has to be so.
 *
 * @param telemetryId the id that its sender gave it
 * @param id the one that the database gave it
 */
public record RecordSelector(
    Optional<String> tenant, Optional<String> telemetryId, OptionalLong id) {

  public RecordSelector {
    if (telemetryId.isEmpty() && id.isEmpty()) {
      throw new IllegalArgumentException("a record is meant by its telemetry id, or by its id");
    }
  }

  boolean isOf(RowView row, BufferColumns columns) {
    return (id.isEmpty() || id.getAsLong() == row.longValue(columns.id()))
        && is(telemetryId, row, columns.telemetryId())
        && is(tenant, row, columns.tenant());
  }

  private static boolean is(Optional<String> wanted, RowView row, int column) {
    if (wanted.isEmpty()) {
      return true;
    }
    byte[] bytes = wanted.get().getBytes(StandardCharsets.UTF_8);
    int start = row.start(column);
    return !row.isNull(column)
        && Arrays.equals(row.buffer(), start, start + row.length(column), bytes, 0, bytes.length);
  }
}
