package org.auditledger.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.container.BackupManifest;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.ThisDatabase;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JsonHead;
import org.auditledger.journal.Kind;
import org.auditledger.migrate.CopiedHistory;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/** Restores a ledger, in one transaction: it is there as it was, or nothing was done. */
public final class Restore {

  private final Server server;
  private final MigrationSets sets;
  private final RestoreRequest request;
  private final RestoreWatch watch;

  public Restore(Server server, MigrationSets sets, RestoreRequest request, RestoreWatch watch) {
    this.server = server;
    this.sets = sets;
    this.request = request;
    this.watch = watch;
  }

  /**
   * Restores it.
   *
   * @throws RestoreException when that is not possible, and nothing was done
   */
  public RestoreOutcome run() {
    watch.step("looking at the backup");
    Surveyed backup = Survey.of(request.files(), request.trusted(), request.unsignedToo());
    Optional<Recorder> recorder = recorder(backup);
    try (Session session = Session.open(server, SessionSettings.writing())) {
      CopiedHistory history = CopiedHistory.of(session, sets);
      session.connection().setAutoCommit(false);
      RestoreOutcome outcome = restore(session, backup, history, recorder);
      session.connection().commit();
      return outcome;
    } catch (SQLException e) {
      throw DatabaseException.of("restoring", e);
    }
  }

  private Optional<Recorder> recorder(Surveyed backup) {
    if (backup.journal().isEmpty()) {
      return Optional.empty();
    }
    NoteSigner signer = request.signer().get();
    if (!signer.name().equals(backup.header().ledger().value())
        || backup.journal().get().reader().introduction(signer.verifier()).isEmpty()) {
      throw new RestoreException(
          Trouble.TRUST,
          "nothing was restored: the key " + signer.verifier() + " is none of this ledger",
          "the journal of " + backup.header().ledger() + " does not know it",
          "sign with a key that it knows: --signing-key FILE");
    }
    return Optional.of(
        new Recorder(
            signer, backup.header().ledger(), request.trusted(), request.tool(), request.clock()));
  }

  private RestoreOutcome restore(
      Session session, Surveyed backup, CopiedHistory history, Optional<Recorder> recorder)
      throws SQLException {
    Connection connection = session.connection();
    TrustedKeys trusted = recorder.map(Recorder::trusted).orElse(request.trusted());
    // Who else restores here waits, and then finds the database no longer empty.
    JournalTable.lock(connection);
    Target target = new TargetLook(session, trusted).look();
    List<String> remarks = new ArrayList<>();
    if (target instanceof Target.Ledger ledger) {
      try (Session reading = Session.open(server, SessionSettings.reading())) {
        MissingRestore.run(session, reading, backup, ledger, trusted, watch);
      }
    } else if (target instanceof Target.Occupied occupied) {
      throw occupied(occupied);
    } else {
      remarks.addAll(new WholeRestore(session, backup, history, trusted, watch).run());
    }
    Optional<JournalHead> head = Optional.empty();
    if (recorder.isPresent()) {
      head = Optional.of(record(connection, backup, recorder.get()));
    }
    long before = target instanceof Target.Ledger ledger ? ledger.entries() : 0;
    return new RestoreOutcome(
        backup.header().ledger(),
        backup.state().name(),
        target instanceof Target.Empty,
        backup.last().head().sequence() - before,
        backup.last().head(),
        backup.last().entriesRoot(),
        head,
        backup.last().digest(),
        remarks);
  }

  private static RestoreException occupied(Target.Occupied occupied) {
    return new RestoreException(
        Trouble.REFUSED,
        "nothing was restored: the database is not empty",
        "it has " + String.join(", ", occupied.objects()),
        "create a database for the ledger and name that one; nothing was changed");
  }

  private JournalHead record(Connection connection, Surveyed backup, Recorder recorder)
      throws SQLException {
    BackupManifest manifest = backup.last();
    Members body =
        CanonicalJson.members(
            Map.of(
                "database", ThisDatabase.of(connection).toJson(),
                "entries_root", new Text(manifest.entriesRoot().hex()),
                "from", manifest.source().database().toJson(),
                "head", JsonHead.of(manifest.head()),
                "journal_size", new Whole(manifest.journal().orElseThrow().position()),
                "manifest", new Text(manifest.digest().hex()),
                "reason", new Text(request.reason())));
    return recorder.record(connection, Kind.RESTORED, body);
  }
}
