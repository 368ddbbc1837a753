package org.auditledger.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.checkpoint.SealCopy;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupSchema;
import org.auditledger.container.BackupTable;
import org.auditledger.container.CheckpointLine;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.control.DocumentTable;
import org.auditledger.control.JournalCopy;
import org.auditledger.journal.JournalEntry;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.migrate.CopiedHistory;
import org.auditledger.postgres.CopyFileSender;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.row.Column;
import org.auditledger.schema.Difference;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.signature.TrustedKeys;

/** A ledger is made in an empty database, in the caller's transaction. */
final class WholeRestore implements Parts {

  private static final int SHOWN = 3;

  private final Surveyed backup;
  private final BackupHeader header;
  private final Connection connection;
  private final Session session;
  private final CopiedHistory history;
  private final TrustedKeys trusted;
  private final RestoreWatch watch;
  private final StateTables tables;
  private final Optional<BufferTables> buffer;
  private final JournalCopy journal;
  private final SealCopy seals;
  private final Beside sending = new Beside();
  private final EntriesLoad load;

  WholeRestore(
      Session session,
      Surveyed backup,
      CopiedHistory history,
      TrustedKeys trusted,
      RestoreWatch watch) {
    this.session = session;
    this.connection = session.connection();
    this.backup = backup;
    this.header = backup.header();
    this.history = history;
    this.trusted = trusted;
    this.watch = watch;
    List<String> columns = header.entries().columns().stream().map(Column::name).toList();
    this.tables = new StateTables(connection, backup.state(), columns);
    this.buffer = header.buffer().map(parts -> new BufferTables(session, parts));
    this.journal = new JournalCopy(connection);
    this.seals = new SealCopy(connection, header.ledger());
    this.load =
        new EntriesLoad(
            header.entries(),
            backup.journal().map(found -> found.reader().trusted()).orElse(trusted),
            backup.journal().map(JournalFound::sealed).orElse(0L),
            new WholeSink(
                CopyFileSender.intoOwn(session, LedgerTable.SCHEMA, LedgerTable.NAME, columns),
                seals,
                sending));
  }

  /**
   * Makes it.
   *
   * @return what is not as it was recorded, in words
   */
  List<String> run() throws SQLException {
    Protection ledger =
        new Protection(session, LedgerObjects.LEDGER, header.ledgerSchema().posture());
    Optional<Protection> control =
        header
            .controlSchema()
            .map(schema -> new Protection(session, LedgerObjects.CONTROL, schema.posture()));
    List<String> remarks = new ArrayList<>(ledger.makeRoles());
    if (control.isPresent()) {
      remarks.addAll(control.get().makeRoles());
      history.makeTables(connection);
    }
    tables.make();
    if (buffer.isPresent()) {
      buffer.get().make();
    }
    watch.step("reading the entries");
    try (sending) {
      new BackupPass(backup, load, trusted, watch).run(this);
    }
    watch.step("making indexes, keys and guards");
    finish();
    remarks.addAll(ledger.apply(backup.isGuarded()));
    if (control.isPresent()) {
      remarks.addAll(control.get().apply(true));
    }
    return remarks;
  }

  private void finish() throws SQLException {
    journal.flush();
    try (Statement statement = connection.createStatement()) {
      statement.execute(SqlText.of(WholeRestore.class, "sort_in_memory"));
    }
    tables.finish();
    if (buffer.isPresent() && backup.isGuarded()) {
      buffer.get().guard();
    }
    Sequences.moveOn(connection, backup.state().structure());
    requireStructure(LedgerObjects.LEDGER, header.ledgerSchema());
    if (header.controlSchema().isPresent()) {
      requireStructure(LedgerObjects.CONTROL, header.controlSchema().get());
      store(header.ledgerSchema());
      store(header.controlSchema().get());
      history.fillIn(connection, trusted);
    }
  }

  private void store(BackupSchema schema) throws SQLException {
    DocumentTable.store(connection, schema.structure());
    DocumentTable.store(connection, schema.posture());
  }

  /** What was made from what this program knows is compared with what was backed up. */
  private void requireStructure(LedgerObjects objects, BackupSchema recorded) throws SQLException {
    SchemaDocument made = new CatalogReader(objects).structure(connection);
    List<Difference> differences =
        recorded.structure().differencesTo(made).stream()
            .filter(difference -> !backup.mayDiffer(difference))
            .toList();
    if (!differences.isEmpty()) {
      throw new RestoreException(
          Trouble.REFUSED,
          "nothing was restored: the schema would be another than that of the backup",
          differences.stream()
              .limit(SHOWN)
              .map(Difference::sentence)
              .collect(Collectors.joining("; ")),
          "use the audit-ledger that took the backup");
    }
  }

  @Override
  public void entries(Entries name, byte[] file) throws SQLException {
    load.load(name, file);
  }

  @Override
  public void settle() throws SQLException {
    sending.await();
  }

  @Override
  public void statement(JournalEntry judged, String note) throws SQLException {
    journal.add(judged, note);
  }

  @Override
  public void checkpoint(CheckpointLine line) throws SQLException {
    seals.checkpoint(line.origin(), line.size(), line.note());
  }

  @Override
  public void tenants(byte[] file) {
    List<String> columns =
        header.tenants().orElseThrow().columns().stream().map(BackupTable.Column::name).toList();
    long unused = new CopyFileSender(session, "public", "tenants", columns).send(file);
  }

  @Override
  public void records(String partition, byte[] file) {
    buffer.orElseThrow().send(partition, file);
  }
}
