package org.auditledger.migrate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.control.DocumentTable;
import org.auditledger.control.Recorder;
import org.auditledger.journal.Kind;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.signature.TrustedKeys;

/**
 * Takes a ledger's schema from one version to another, and says where it stands. What changes
 * something is signed by an {@link Authority}; what only looks cannot write.
 */
public final class Migrator {

  /** How long a lock is waited for unless somebody says otherwise. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Server server;
  private final MigrationSets sets;
  private final Duration patience;
  private final Path temporary;
  private final Consumer<String> progress;

  /**
   * @param patience how long one lock is waited for
   * @param temporary a directory that may hold 40 bytes for each entry for as long as it takes
   * @param progress is told, in a line each, what takes a while
   */
  public Migrator(
      Server server,
      MigrationSets sets,
      Duration patience,
      Path temporary,
      Consumer<String> progress) {
    this.server = server;
    this.sets = sets;
    this.patience = patience;
    this.temporary = temporary;
    this.progress = progress;
  }

  /** Something that is done in a session. */
  private interface Act<T> {
    T in(Session session) throws SQLException;
  }

  /** Makes a ledger, or brings one forward to this version of the ledger set. */
  public UpgradeOutcome upgrade(Authority authority, Version target, Proof proof) {
    return upgrade(authority, target, proof, Optional.empty());
  }

  /** The same, unless this is no backup of the ledger as it is now. */
  public UpgradeOutcome upgrade(
      Authority authority, Version target, Proof proof, Optional<RequiredBackup> backup) {
    return changing(
        "upgrading",
        session -> new Upgrade(place(authority, proof, backup), sets, session).run(target));
  }

  /** Takes over a ledger that is there, without changing its schema. */
  public UpgradeOutcome adopt(Authority authority) {
    return adopt(authority, Optional.empty());
  }

  /** The same, unless this is no backup of the ledger as it is now. */
  public UpgradeOutcome adopt(Authority authority, Optional<RequiredBackup> backup) {
    return changing(
        "adopting",
        session -> new Upgrade(place(authority, Proof.STRUCTURAL, backup), sets, session).adopt());
  }

  /**
   * Takes migrations back, the newest first.
   *
   * @param target the version to end at; without one, nothing of the ledger is left
   */
  public List<RecordedStep> downgrade(Authority authority, Optional<Version> target, Proof proof) {
    return changing(
        "downgrading",
        session -> new Downgrades(place(authority, proof), sets, session).run(target));
  }

  /** Finds out what is true, and makes the history say it. */
  public RecoveryAccount recover(Authority authority) {
    return changing(
        "recovering",
        session ->
            new Recovery(place(authority, Proof.STRUCTURAL), sets, session.connection()).run());
  }

  /**
   * Takes the protection of both sets as it is now for what it has to be from now on, and the
   * partitions that somebody has attached.
   *
   * @return what is different from what was recorded before, in words; nothing was recorded when
   *     there is nothing
   */
  public List<String> acceptPosture(Authority authority, String reason) {
    return changing(
        "accepting", session -> accept(place(authority, Proof.STRUCTURAL), session, reason));
  }

  /** What an upgrade to this version would do. */
  public Plan plan(Version target, TrustedKeys trusted) {
    return looking(
        "planning",
        session ->
            new Planning(session.connection(), sets, Situation.read(session.connection(), trusted))
                .run(target));
  }

  /** Whether the schema is what the ledger's own history says. */
  public Verification verify(TrustedKeys trusted) {
    return looking(
        "verifying",
        session -> {
          Connection connection = session.connection();
          return new Verifying(
                  connection,
                  sets,
                  Situation.read(connection, trusted),
                  trusted.noteKeys().isEmpty())
              .run();
        });
  }

  /** Where the ledger stands. */
  public MigrationStatus status(TrustedKeys trusted) {
    return looking(
        "reading the history of migrations",
        session -> MigrationStatus.read(session.connection(), sets, trusted));
  }

  private List<String> accept(Workplace place, Session session, String reason) throws SQLException {
    Connection connection = session.connection();
    Situation situation = Usable.situation(connection, place.authority());
    Recorder recorder = place.recorder();
    List<String> accepted = new ArrayList<>();
    connection.setAutoCommit(false);
    try {
      for (MigrationSet set : List.of(sets.control(), sets.ledger())) {
        SchemaDocument now = new CatalogReader(SetHome.of(set).objects()).posture(connection);
        Optional<SchemaDocument> recorded = situation.recordedPosture(connection, set);
        if (recorded.isPresent() && !recorded.get().equals(now)) {
          recorded.get().differencesTo(now).forEach(d -> accepted.add(d.sentence()));
          DocumentTable.store(connection, now);
          recorder.record(
              connection,
              Kind.POSTURE_ACCEPTED,
              CanonicalJson.members(
                  Map.of(
                      "posture_after", new Text(now.digest().hex()),
                      "posture_before", new Text(recorded.get().digest().hex()),
                      "reason", new Text(reason))));
        }
      }
      accepted.addAll(BufferFacts.recordFound(connection, recorder, situation.buffer()));
      connection.commit();
      return accepted;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Workplace place(Authority authority, Proof proof) {
    return place(authority, proof, Optional.empty());
  }

  private Workplace place(Authority authority, Proof proof, Optional<RequiredBackup> backup) {
    Recorder recorder = authority.recorder();
    return new Workplace(server, authority, recorder, patience, proof, temporary, backup, progress);
  }

  /** Under the migration lock, in a session that may write. */
  private <T> T changing(String what, Act<T> act) {
    try (Session session = Session.open(server, SessionSettings.writing())) {
      MigrationLock.take(session.connection(), new Patience(patience), progress);
      return act.in(session);
    } catch (SQLException e) {
      throw DatabaseException.of(what, e);
    }
  }

  /** In one transaction that cannot write. */
  private <T> T looking(String what, Act<T> act) {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      session.connection().setAutoCommit(false);
      return act.in(session);
    } catch (SQLException e) {
      throw DatabaseException.of(what, e);
    }
  }

  static MigrationException unknownVersion(MigrationSet set, Version version) {
    return new MigrationException(
        Trouble.REFUSED,
        "the " + set.name() + " set has no version " + version,
        "its newest is " + set.head(),
        "audit-ledger migrate status lists them");
  }
}
