package org.auditledger.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.auditledger.backup.BackupFile;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.chain.Head;
import org.auditledger.container.BackupBuffer;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.container.BackupSchema;
import org.auditledger.container.BackupSource;
import org.auditledger.container.BackupTable;
import org.auditledger.container.BackupWriter;
import org.auditledger.container.CheckpointLine;
import org.auditledger.container.Compressor;
import org.auditledger.container.JournalLine;
import org.auditledger.container.LineWriter;
import org.auditledger.container.MemberName;
import org.auditledger.container.MemberName.Single;
import org.auditledger.control.JournalTable;
import org.auditledger.control.ThisDatabase;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalHead;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.CopyFileBuilder;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.LeafConsumer;

/**
 * Backups of whatever is in a database, by somebody who has its key and refuses nothing: what a
 * backup that is taken as it should be never has in it is found here, or nowhere.
 */
final class ForgedBackup {

  static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");

  /** So small that there are many members. */
  private static final int CHUNK = 16 << 10;

  private final Session session;
  private final LedgerName ledger;
  private final Optional<NoteSigner> signer;
  private final RowLayout layout;
  private final DatabaseIdentity database;
  private final BackupHeader header;

  private UnaryOperator<BackupManifest> claims = manifest -> manifest;
  private long after;
  private Optional<BackupParent> parent = Optional.empty();

  /**
   * @param session in whose transaction the ledger is read
   */
  ForgedBackup(Session session, LedgerName ledger, Optional<NoteSigner> signer)
      throws SQLException {
    this.session = session;
    this.ledger = ledger;
    this.signer = signer;
    this.layout = ((TableLayout.Found) LedgerTable.layout(session)).layout();
    this.database = ThisDatabase.of(session.connection());
    this.header = header();
  }

  /** Has the manifest say something else. */
  ForgedBackup claiming(UnaryOperator<BackupManifest> other) {
    claims = other;
    return this;
  }

  /** Only what comes after this entry. */
  ForgedBackup after(long entry, BackupParent before) {
    after = entry;
    parent = Optional.of(before);
    return this;
  }

  /** The backup, as bytes. */
  byte[] bytes() throws SQLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BackupWriter writer = new BackupWriter(out);
      writer.header(header);
      writer.schemaText("");
      long rows = entries(writer);
      Optional<JournalHead> journal = Optional.empty();
      if (JournalTable.exists(session.connection())) {
        lines(writer, Single.JOURNAL, journalLines());
        lines(writer, Single.CHECKPOINTS, checkpointLines());
        journal = Optional.of(JournalTable.read(session.connection(), TrustedKeys.NONE).head());
      }
      EntriesAccount account = account();
      BackupManifest manifest =
          new BackupManifest(
              ledger,
              AT,
              new BackupSource(database, 1, "0/1", false, "18", "audit-ledger test"),
              after + 1,
              rows,
              account.head().orElse(Head.GENESIS),
              account.root().orElse(Digest.ZERO),
              journal,
              header.ledgerSchema().structure().digest(),
              header.ledgerSchema().posture().digest(),
              parent,
              writer.members());
      writer.finish(claims.apply(manifest), signer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static BackupFile file(String name, byte[] bytes) {
    return new BackupFile(Path.of(name), () -> new ByteArrayInputStream(bytes));
  }

  private BackupHeader header() throws SQLException {
    Connection connection = session.connection();
    boolean adopted = JournalTable.exists(connection);
    return new BackupHeader(
        ledger,
        layout,
        Optional.empty(),
        buffer(connection),
        schema(connection, LedgerObjects.LEDGER),
        adopted ? Optional.of(schema(connection, LedgerObjects.CONTROL)) : Optional.empty());
  }

  private static Optional<BackupBuffer> buffer(Connection connection) throws SQLException {
    List<BackupBuffer.Partition> partitions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select relname, substring(bound, 'FROM [(]''([^'']*)''')::timestamptz,"
                    + " substring(bound, 'TO [(]''([^'']*)''')::timestamptz from (select c.relname,"
                    + " pg_get_expr(c.relpartbound, c.oid) as bound from pg_inherits i join"
                    + " pg_class c on c.oid = i.inhrelid where i.inhparent ="
                    + " to_regclass('public.telemetry_buffer')) p order by 1")) {
      while (rows.next()) {
        partitions.add(
            new BackupBuffer.Partition(
                rows.getString(1),
                Optional.of(rows.getTimestamp(2).toInstant()),
                Optional.of(rows.getTimestamp(3).toInstant()),
                false));
      }
    }
    return Optional.of(new BackupBuffer(new BackupTable(List.of()), partitions, false));
  }

  private static BackupSchema schema(Connection connection, LedgerObjects objects)
      throws SQLException {
    CatalogReader reader = new CatalogReader(objects);
    return new BackupSchema(reader.structure(connection), reader.posture(connection));
  }

  private CopyReader read() throws SQLException {
    return after == 0
        ? LedgerTable.read(session, layout)
        : LedgerTable.read(session, layout, after + 1, Long.MAX_VALUE);
  }

  private long entries(BackupWriter writer) throws SQLException, IOException {
    CopyFileBuilder file = new CopyFileBuilder(CHUNK);
    RowView row = new RowView(layout);
    long first = after + 1;
    long next = first;
    try (CopyReader rows = read()) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        for (int at = 0; at < batch.size(); ) {
          int end = row.moveTo(batch.buffer(), at, batch.size());
          if (!file.hasRoom(end - at, CHUNK)) {
            first = add(writer, file, first, next);
          }
          file.append(batch.buffer(), at, end - at);
          at = end;
          next++;
        }
      }
    }
    if (!file.isEmpty()) {
      add(writer, file, first, next);
    }
    return next - after - 1;
  }

  private static long add(BackupWriter writer, CopyFileBuilder file, long first, long next)
      throws IOException {
    Compressor compressor = new Compressor();
    int length = compressor.compress(file.buffer(), file.finish());
    writer.rows(new MemberName.Entries(first, next - 1), compressor.frame(), length);
    file.clear();
    return next;
  }

  private EntriesAccount account() throws SQLException {
    EntryChecks checks = new EntryChecks(layout, TrustedKeys.NONE, LeafConsumer.NONE);
    SortedReading.read(LedgerTable.read(session, layout), checks, row -> {});
    return checks.account();
  }

  /** A line of a member, whatever kind it is of. */
  private interface Line {
    void write(LineWriter writer) throws IOException;
  }

  private List<Line> journalLines() throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (Statement statement = session.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select position, note from audit_ledger.journal order by position")) {
      while (rows.next()) {
        JournalLine line = new JournalLine(rows.getLong(1), rows.getString(2));
        lines.add(writer -> writer.write(line));
      }
    }
    return lines;
  }

  private List<Line> checkpointLines() throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (Statement statement = session.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select origin, size, note from audit_ledger.checkpoints"
                    + " order by origin collate \"C\", size, note")) {
      while (rows.next()) {
        CheckpointLine line =
            new CheckpointLine(rows.getString(1), rows.getLong(2), rows.getString(3));
        lines.add(writer -> writer.write(line));
      }
    }
    return lines;
  }

  private static void lines(BackupWriter writer, MemberName name, List<Line> lines)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LineWriter compressing = new LineWriter(out)) {
      for (Line line : lines) {
        line.write(compressing);
      }
    }
    writer.lines(name, out.size(), new ByteArrayInputStream(out.toByteArray()));
  }
}
