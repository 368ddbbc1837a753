package org.auditledger.control;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.postgres.SqlText;

/**
 * Repeats what statements say about partitions, for the function that drops them. A cache: where it
 * differs from the partitions that are there, nothing is dropped.
 */
public final class PartitionTable {

  private PartitionTable() {}

  /** Records that partitions were created, and notes them for the drop function. */
  public static List<JournalHead> record(
      Recorder recorder, Connection transaction, List<PartitionCreated> created)
      throws SQLException {
    if (created.isEmpty()) {
      return List.of();
    }
    List<JournalHead> heads =
        recorder.record(
            transaction,
            Kind.PARTITION_CREATED,
            created.stream().map(PartitionCreated::toBody).toList());
    note(transaction, heads, created);
    return heads;
  }

  /** Notes for the drop function what statements that are in the journal already say. */
  static void note(Connection transaction, List<JournalHead> heads, List<PartitionCreated> created)
      throws SQLException {
    try (PreparedStatement insert =
        transaction.prepareStatement(SqlText.of(PartitionTable.class, "insert_partitions"))) {
      insert.setArray(1, array(transaction, "bigint", heads, JournalHead::position));
      insert.setArray(2, array(transaction, "text", created, PartitionCreated::partition));
      insert.setArray(3, array(transaction, "text", created, c -> JournalTime.text(c.from())));
      insert.setArray(4, array(transaction, "text", created, c -> JournalTime.text(c.to())));
      insert.executeUpdate();
    }
  }

  /** One property of each, as the server takes it. */
  static <T> Array array(
      Connection connection, String type, List<T> from, Function<T, Object> property)
      throws SQLException {
    return connection.createArrayOf(type, from.stream().map(property).toArray());
  }

  /** The partitions that the buffer has, by name; without a default one, which has no bounds. */
  public static List<String> attached(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(PartitionTable.class, "attached_partitions"));
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /**
   * Notes the partitions that the statement at this position names as found, with the bounds that
   * they have in the catalog.
   *
   * @throws IllegalArgumentException when one of them is not there
   */
  public static void found(Connection transaction, JournalHead adopted, List<String> names)
      throws SQLException {
    try (PreparedStatement insert =
        transaction.prepareStatement(SqlText.of(PartitionTable.class, "insert_found_partitions"))) {
      insert.setLong(1, adopted.position());
      insert.setArray(2, transaction.createArrayOf("text", names.toArray()));
      int inserted = insert.executeUpdate();
      if (inserted != names.size()) {
        throw new IllegalArgumentException(
            inserted + " of " + names.size() + " partitions are attached to the buffer");
      }
    }
  }
}
