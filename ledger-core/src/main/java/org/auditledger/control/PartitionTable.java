package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.journal.JournalHead;
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
    List<RepeatedRow> rows = new ArrayList<>();
    for (int i = 0; i < created.size(); i++) {
      rows.add(Repetition.of(heads.get(i).position(), created.get(i)));
    }
    RepeatedRows.insert(transaction, rows);
    return heads;
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
