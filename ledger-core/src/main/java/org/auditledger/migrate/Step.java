package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.control.DocumentTable;
import org.auditledger.control.Recorder;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.journal.MigrationReceipt;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Session;
import org.auditledger.schema.SchemaDocument;
import org.jspecify.annotations.Nullable;

/**
 * One migration's transaction, forth or back, from its locks to its receipt. Its script runs
 * between {@link #begin} and {@link #finish}; whatever either throws takes all of it back.
 *
 * <p>Locks come in this order: the journal's, then the quiet ones of the tables, then the strong
 * ones, under which writers wait. What can be read before those is.
 */
final class Step implements AutoCloseable {

  private final Workplace place;
  private final Work work;
  private final Session session;
  private final Connection connection;
  private final Recorder recorder;
  private final CatalogReader catalog;
  private final BufferFacts buffer = new BufferFacts();

  private @Nullable SchemaDocument structureBefore;
  private @Nullable Evidence evidenceBefore;
  private @Nullable Savepoint beforeScript;
  private @Nullable SealedProof seal;
  private @Nullable String server;
  private long last;
  private long lockMillis;
  private long scriptStart;

  Step(Workplace place, Work work, Session session) {
    this.place = place;
    this.work = work;
    this.session = session;
    this.connection = session.connection();
    this.recorder = place.recorder();
    this.catalog = new CatalogReader(work.home().objects());
  }

  /** Takes the locks, and reads what must be the same afterwards. */
  void begin() throws SQLException {
    execute("set local search_path to pg_catalog, pg_temp");
    recorder.lock(connection);
    TableLocks locks = new TableLocks(connection, new Patience(place.patience()), place.progress());
    List<DeclaredLock> declared = DeclaredLock.read(work.locks());
    long start = System.nanoTime();
    locks.takeQuietly(declared);
    lockMillis = millisSince(start);
    structureBefore = catalog.structure(connection);
    work.requireExpected(structureBefore);
    server = ServerFacts.read(connection).version();
    if (work.protection().isPresent()) {
      work.requireProtected(catalog.posture(connection));
    }
    if (place.proof() == Proof.SEALED) {
      seal = SealedProof.before(session, place.temporary());
    }
    start = System.nanoTime();
    locks.takeStrongly(declared);
    lockMillis += millisSince(start);
    // What is read from here on is read while writers wait.
    buffer.readBefore(connection);
    last = LedgerHead.read(connection).sequence();
    evidenceBefore = Evidence.read(connection);
    beforeScript = connection.setSavepoint();
    scriptStart = System.nanoTime();
  }

  /** Proves that nothing changed that must not, and records what was done. */
  StepResult finish() throws SQLException {
    final long scriptMillis = millisSince(scriptStart);
    Evidence before = Objects.requireNonNull(evidenceBefore);
    Evidence after = Evidence.read(connection);
    List<String> changes = before.changesTo(after, work.reverting());
    if (!changes.isEmpty()) {
      throw changed(changes);
    }
    if (seal != null) {
      seal.requireSame(session, work.toString());
    }
    requireEffect();
    SchemaDocument structure = catalog.structure(connection);
    SchemaDocument posture = catalog.posture(connection);
    MigrationReceipt receipt =
        new MigrationReceipt(
            work.script(),
            place.manifest(),
            Objects.requireNonNull(structureBefore).digest(),
            structure.digest(),
            posture.digest(),
            // Read when the script has its locks: up to here entries are from before it.
            LedgerHead.read(connection),
            EvidenceBody.of(work, before, after, Optional.ofNullable(seal)),
            lockMillis,
            scriptMillis,
            Objects.requireNonNull(server));
    long position = record(receipt, documents(structure, posture));
    return new StepResult(receipt, position, structure, posture);
  }

  /** Those that a receipt names and that no receipt before it has named. */
  private List<SchemaDocument> documents(SchemaDocument structure, SchemaDocument posture) {
    SchemaDocument before = Objects.requireNonNull(structureBefore);
    return work.expected().equals(Optional.of(before))
        ? List.of(structure, posture)
        : List.of(before, structure, posture);
  }

  /** Returns where in the journal the receipt is. */
  private long record(MigrationReceipt receipt, List<SchemaDocument> documents)
      throws SQLException {
    for (Founding founding : work.founding().stream().toList()) {
      founding.record(session);
    }
    for (SchemaDocument document : documents) {
      DocumentTable.store(connection, document);
    }
    JournalHead recorded =
        recorder.record(
            connection,
            work.reverting() ? Kind.MIGRATION_REVERTED : Kind.MIGRATION_APPLIED,
            receipt.toBody());
    buffer.recordChanges(connection, recorder);
    return recorded.position();
  }

  /** The verify script raises when the migration is not in effect; after a revert it has to. */
  private void requireEffect() throws SQLException {
    Optional<String> missing = Effect.missing(connection, work.migration());
    if (missing.isPresent() != work.reverting()) {
      throw new MigrationException(
          Trouble.REFUSED,
          work + " ran and was rolled back: its own check is not content",
          missing.orElse("what it takes back is still there"),
          "look at " + work.migration().verify().path() + "; nothing was changed");
    }
  }

  /** Names the entry that would have become another one, and takes the script back for it. */
  private MigrationException changed(List<String> changes) throws SQLException {
    String entry =
        SealedProof.firstChange(
            session, place.temporary(), Objects.requireNonNull(beforeScript), last);
    return new MigrationException(
        Trouble.REFUSED,
        work + " was rolled back: it would have changed the ledger's history",
        entry + "; " + String.join("; ", changes),
        "do not run this script; nothing was changed");
  }

  /** Deletes what the proof has kept in files. */
  @Override
  public void close() {
    if (seal != null) {
      seal.close();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
