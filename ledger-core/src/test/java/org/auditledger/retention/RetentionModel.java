package org.auditledger.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.retention.SimulatedBuffer.Row;
import org.auditledger.retention.SimulatedBuffer.Table;

/**
 * The rules of retention once more, as a person would say them: record by record. It shares no
 * thought with the planner, and need not be fast.
 */
final class RetentionModel {

  private final SimulatedBuffer buffer;
  private final long floorDays;

  RetentionModel(SimulatedBuffer buffer, long floorDays) {
    this.buffer = buffer;
    this.floorDays = floorDays;
  }

  /** The tables that have to be on their way out now: not one more, and not one less. */
  Set<String> going() {
    boolean stuck = false;
    for (Table table : buffer.tables.values()) {
      if (table.state == PartitionState.DETACHING && mustStay(table)) {
        stuck = true;
      }
    }
    Set<String> going = new TreeSet<>();
    for (Table table : buffer.tables.values()) {
      if (!mustStay(table) && !(stuck && table.state.isAttached())) {
        going.add(table.name);
      }
    }
    return going;
  }

  private boolean mustStay(Table table) {
    for (HoldPlaced hold : buffer.holds.values()) {
      if (isInForce(hold) && covers(hold, table)) {
        return true;
      }
    }
    for (Row row : table.rows) {
      if (isYoung(table.to, buffer.retentions.get(row.tenant()))) {
        return true;
      }
    }
    if (table.rows.isEmpty()) {
      for (int days : buffer.retentions.values()) {
        if (isYoung(table.to, days)) {
          return true;
        }
      }
    }
    return isYoung(table.to, floorDays) || isNewest(table) || isInItsGrace(table);
  }

  /** Why this record may not be lost now; nothing when it may. */
  String whyNotLost(Row row) {
    if (isYoung(row.time(), buffer.retentions.get(row.tenant()))) {
      return row + " was lost within its tenant's retention";
    }
    if (isYoung(row.time(), floorDays)) {
      return row + " was lost within the floor";
    }
    for (Map.Entry<String, HoldPlaced> hold : buffer.holds.entrySet()) {
      HoldPlaced placed = hold.getValue();
      if (isInForce(placed)
          && concerns(placed, row)
          && !placed.from().map(first -> row.time().isBefore(first)).orElse(false)
          && !placed.to().map(last -> row.time().isAfter(last)).orElse(false)) {
        return row + " was lost, and is on hold: " + placed;
      }
    }
    return "";
  }

  private boolean isYoung(Instant since, long days) {
    return Duration.between(since, buffer.now).compareTo(Duration.ofDays(days)) < 0;
  }

  private boolean isInForce(HoldPlaced hold) {
    return hold.expires().isEmpty() || buffer.now.isBefore(hold.expires().get());
  }

  private static boolean covers(HoldPlaced hold, Table table) {
    if ((hold.from().isPresent() && !hold.from().get().isBefore(table.to))
        || (hold.to().isPresent() && hold.to().get().isBefore(table.from))) {
      return false;
    }
    if (hold.tenant().isEmpty() && hold.subject().isEmpty()) {
      return true;
    }
    for (Row row : table.rows) {
      if (concerns(hold, row)) {
        return true;
      }
    }
    return false;
  }

  private static boolean concerns(HoldPlaced hold, Row row) {
    return (hold.tenant().isEmpty() || hold.tenant().get().equals(row.tenant()))
        && (hold.subject().isEmpty() || hold.subject().get().equals(row.subject()));
  }

  private boolean isNewest(Table table) {
    for (Table other : buffer.tables.values()) {
      if (other.state.isAttached() && other.to.isAfter(table.to)) {
        return false;
      }
    }
    return table.state.isAttached();
  }

  private boolean isInItsGrace(Table table) {
    return table.state == PartitionState.DETACHED
        && table
            .detachedAt
            .orElseThrow()
            .plusSeconds(table.promised.orElseThrow().graceSeconds().orElse(0))
            .isAfter(buffer.now);
  }
}
