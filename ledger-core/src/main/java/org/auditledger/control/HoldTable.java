package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.SqlText;

/**
 * Repeats what statements say about holds, for the function that drops partitions. It knows neither
 * subjects nor an end by itself: there, a hold covers more and for longer, until it is released.
 */
public final class HoldTable {

  private static final int NAMED = 10;

  private HoldTable() {}

  /**
   * Records a hold, and notes it for the drop function.
   *
   * @throws HoldRefusedException when there is one of this name, or no such tenant
   */
  public static JournalHead place(Recorder recorder, Connection transaction, HoldPlaced hold)
      throws SQLException {
    Optional<Hold> before = inForce(recorder, transaction).hold(hold.hold());
    if (before.isPresent()) {
      throw new HoldRefusedException(
          new Explanation(
              "no hold is placed: there is one named " + hold.hold(),
              "statement "
                  + before.get().position()
                  + " of the journal placed it: "
                  + before.get().placed().reason(),
              "give the new one another name, or release that one first"));
    }
    if (hold.tenant().isPresent() && !isTenant(transaction, hold.tenant().get())) {
      throw new HoldRefusedException(
          new Explanation(
              "no hold is placed: there is no tenant " + hold.tenant().get(),
              "it would cover nothing",
              "audit-ledger tenant list names the tenants"));
    }
    JournalHead head = recorder.record(transaction, Kind.HOLD_PLACED, hold.toBody());
    RepeatedRows.insert(transaction, List.of(Repetition.of(head.position(), hold)));
    return head;
  }

  /**
   * Records that a hold has ended, and notes it for the drop function.
   *
   * @throws HoldRefusedException when none of this name is in force
   */
  public static JournalHead release(Recorder recorder, Connection transaction, HoldReleased release)
      throws SQLException {
    BufferHistory history = inForce(recorder, transaction);
    Optional<Hold> hold = history.hold(release.hold());
    if (hold.isEmpty()) {
      throw new HoldRefusedException(
          new Explanation(
              "no hold is released: none named " + release.hold() + " is in force",
              names(history.holds()),
              "audit-ledger retention status lists them"));
    }
    JournalHead head = recorder.record(transaction, Kind.HOLD_RELEASED, release.toBody());
    RepeatedRows.insert(transaction, List.of(Repetition.of(head.position(), hold.get())));
    return head;
  }

  /** Under the journal's lock, as nobody else may place or release one meanwhile. */
  private static BufferHistory inForce(Recorder recorder, Connection transaction)
      throws SQLException {
    recorder.lock(transaction);
    BufferHistory history = new BufferHistory();
    JournalReader unused = JournalTable.read(transaction, recorder.trusted(), history::accept);
    return history;
  }

  private static String names(List<Hold> holds) {
    if (holds.isEmpty()) {
      return "there are none";
    }
    String first =
        holds.stream()
            .limit(NAMED)
            .map(hold -> hold.placed().hold())
            .collect(Collectors.joining(", "));
    int more = holds.size() - NAMED;
    return "in force are " + first + (more > 0 ? " and " + more + " more" : "");
  }

  private static boolean isTenant(Connection transaction, String tenant) throws SQLException {
    try (PreparedStatement query =
        transaction.prepareStatement(SqlText.of(HoldTable.class, "is_tenant"))) {
      query.setString(1, tenant);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
