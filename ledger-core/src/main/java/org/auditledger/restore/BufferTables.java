package org.auditledger.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.container.BackupBuffer;
import org.auditledger.container.BackupBuffer.Partition;
import org.auditledger.container.BackupTable;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.journal.JournalTime;
import org.auditledger.postgres.CopyFileSender;
import org.auditledger.postgres.Session;
import org.auditledger.schema.LedgerObjects;

/** The partitions of the telemetry buffer: as they were, with their bounds and their records. */
final class BufferTables {

  private static final String SCHEMA = "public";

  private final Session session;
  private final Connection connection;
  private final BackupBuffer buffer;
  private final Map<String, CopyFileSender> senders = new HashMap<>();

  BufferTables(Session session, BackupBuffer buffer) {
    this.session = session;
    this.connection = session.connection();
    this.buffer = buffer;
  }

  /** Makes them, empty. */
  void make() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Partition partition : buffer.partitions()) {
        statement.execute(
            "create table "
                + table(statement, partition)
                + " partition of public.telemetry_buffer "
                + (partition.isDefault()
                    ? "default"
                    : "for values from ("
                        + bound(partition.from(), "minvalue")
                        + ") to ("
                        + bound(partition.to(), "maxvalue")
                        + ")"));
        senders.put(
            partition.name(),
            new CopyFileSender(
                session,
                SCHEMA,
                partition.name(),
                buffer.table().columns().stream().map(BackupTable.Column::name).toList()));
      }
    }
  }

  /** Puts records into one of them. */
  void send(String partition, byte[] file) {
    CopyFileSender sender = senders.get(partition);
    if (sender == null) {
      throw new MalformedBackupException(
          "has records of a partition that its header does not name: " + partition);
    }
    long unused = sender.send(file);
  }

  /** Gives each the guards of its own that stay with it when it is detached. */
  void guard() throws SQLException {
    Map<String, String> guards = LedgerObjects.LEDGER.partitionGuards();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local search_path to public, pg_temp");
      for (Partition partition : buffer.partitions()) {
        String table = table(statement, partition);
        for (Map.Entry<String, String> guard : guards.entrySet()) {
          statement.execute(guard.getValue().formatted(table));
          statement.execute("alter table " + table + " enable always trigger " + guard.getKey());
        }
      }
      statement.execute("set local search_path to pg_catalog, pg_temp");
    }
  }

  private static String table(Statement statement, Partition partition) throws SQLException {
    return SCHEMA + "." + statement.enquoteIdentifier(partition.name(), true);
  }

  /** A time in the one form that statements have; nothing in it is special. */
  private static String bound(Optional<Instant> time, String open) {
    return time.map(bound -> "'" + JournalTime.text(bound) + "'").orElse(open);
  }

  List<Partition> partitions() {
    return buffer.partitions();
  }
}
