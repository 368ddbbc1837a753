package org.auditledger.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.container.BackupBuffer;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupSchema;
import org.auditledger.container.BackupTable;
import org.auditledger.container.BackupWriter;
import org.auditledger.container.CheckpointLine;
import org.auditledger.container.JournalLine;
import org.auditledger.container.LineWriter;
import org.auditledger.container.MemberName;
import org.auditledger.container.MemberName.Single;
import org.auditledger.control.BufferPartition;
import org.auditledger.control.JournalTable;
import org.auditledger.entry.LedgerName;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.row.RowLayout;
import org.auditledger.schema.LedgerObjects;

/** All of a ledger but its entries, as one transaction sees it. */
final class Snapshot {

  /** How many rows of text are held at a time. */
  private static final int FETCH_SIZE = 64;

  private final Session session;
  private final Connection connection;

  Snapshot(Session session) {
    this.session = session;
    this.connection = session.connection();
  }

  BackupHeader header(LedgerName name, RowLayout entries, boolean journal, boolean buffer)
      throws SQLException {
    Optional<BackupTable> columns = OtherTable.columns(connection, "public.telemetry_buffer");
    List<BackupBuffer.Partition> partitions = partitions();
    return new BackupHeader(
        name,
        entries,
        OtherTable.columns(connection, "public.tenants"),
        columns.map(table -> new BackupBuffer(table, partitions, buffer)),
        schema(LedgerObjects.LEDGER),
        journal ? Optional.of(schema(LedgerObjects.CONTROL)) : Optional.empty());
  }

  private BackupSchema schema(LedgerObjects objects) throws SQLException {
    CatalogReader catalog = new CatalogReader(objects);
    return new BackupSchema(catalog.structure(connection), catalog.posture(connection));
  }

  private List<BackupBuffer.Partition> partitions() throws SQLException {
    List<BackupBuffer.Partition> partitions = new ArrayList<>();
    for (BufferPartition found : BufferPartition.read(connection)) {
      partitions.add(
          new BackupBuffer.Partition(
              found.name(), found.lower(), found.upper(), found.isDefault()));
    }
    return partitions;
  }

  /** How many bytes the tables have that are about to be copied. */
  long bytes(boolean buffer) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Snapshot.class, "sizes"))) {
      query.setBoolean(1, buffer);
      return number(query);
    }
  }

  /** How many entries the table has, whatever its indexes say. */
  long entries() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Snapshot.class, "count_rows"))) {
      return number(query);
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Writes journal and checkpoints. */
  void writeHistory(BackupWriter writer, Path beside) throws IOException, SQLException {
    spool(writer, Single.JOURNAL, beside, this::writeJournal);
    spool(writer, Single.CHECKPOINTS, beside, this::writeCheckpoints);
  }

  private interface Lines {
    void write(LineWriter lines) throws IOException, SQLException;
  }

  private static void spool(BackupWriter writer, MemberName name, Path beside, Lines lines)
      throws IOException, SQLException {
    try (LineSpool spool = LineSpool.create(beside)) {
      try (LineWriter out = spool.writer()) {
        lines.write(out);
      }
      try (InputStream content = spool.content()) {
        writer.lines(name, spool.size(), content);
      }
    }
  }

  private void writeJournal(LineWriter lines) throws IOException, SQLException {
    try {
      JournalTable.forEach(
          connection,
          (position, note) -> {
            try {
              lines.write(new JournalLine(position, note));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeCheckpoints(LineWriter lines) throws IOException, SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Snapshot.class, "checkpoints"))) {
      query.setFetchSize(FETCH_SIZE);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          lines.write(new CheckpointLine(rows.getString(1), rows.getLong(2), rows.getString(3)));
        }
      }
    }
  }

  /** Writes tenants, and the records of the buffer where they are wanted. */
  void writeBuffer(BackupWriter writer, BackupHeader header) throws IOException {
    if (header.tenants().isPresent()) {
      OtherTable.write(
          session,
          header.tenants().get(),
          "public.tenants",
          "t.tenant_id collate \"C\"",
          part -> Single.TENANTS,
          writer);
    }
    BackupBuffer buffer = header.buffer().filter(BackupBuffer::kept).orElse(null);
    if (buffer == null) {
      return;
    }
    for (BackupBuffer.Partition partition : buffer.partitions()) {
      requirePlace(partition.name());
      OtherTable.write(
          session,
          buffer.table(),
          "public." + OtherTable.quoted(partition.name()),
          "t.tenant_id collate \"C\", t.telemetry_ts, t.id",
          part -> new MemberName.Buffer(partition.name(), part),
          writer);
    }
  }

  private static void requirePlace(String partition) {
    if (!MemberName.Buffer.hasPlace(partition)) {
      throw new BackupException(
          Trouble.FILE,
          "nothing was backed up: no backup can hold partition " + partition,
          "its name is longer than a tar file has room for, with each special character escaped",
          "rename it, or leave the buffer out: --without-buffer");
    }
  }
}
