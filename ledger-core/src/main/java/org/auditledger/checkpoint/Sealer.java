package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;

/**
 * Seals a ledger with a key. What it has read of the journal it keeps, so that a later seal costs
 * what is new in the journal, too.
 */
public final class Sealer {

  private final Server server;
  private final SealingKey key;
  private final TrustedKeys trusted;
  private final Duration patience;
  private final Optional<AnchorFile> anchor;

  // Once it was written from here there is nothing in it that was not asked about.
  private volatile boolean anchorIsOurs;

  // What follows is guarded by the recorder, which keeps what it has read too.
  private final Recorder recorder;
  private @Nullable SealedHistory known;

  /**
   * @param trusted whom else to believe; who holds a key believes what it signed
   * @param tool which program this is, for the record
   * @param patience how long another sealer, or who else holds the journal, is waited for
   */
  public Sealer(
      Server server,
      SealingKey key,
      TrustedKeys trusted,
      String tool,
      Clock clock,
      Duration patience) {
    this.server = server;
    this.key = key;
    this.trusted = trusted.and(TrustedKeys.of(key.signer().verifier())).orThrow("the signing key");
    this.patience = patience;
    this.anchor = Optional.empty();
    this.recorder = new Recorder(key.signer(), key.ledger(), this.trusted, tool, clock);
  }

  private Sealer(Sealer other, AnchorFile anchor) {
    this.server = other.server;
    this.key = other.key;
    this.trusted = other.trusted;
    this.patience = other.patience;
    this.anchor = Optional.of(anchor);
    this.recorder = other.recorder;
  }

  /**
   * The same, that keeps its newest anchor in this file too. What is in the file before is asked
   * before anything is signed: it may remember what was rolled back with all else.
   */
  public Sealer keepingNewest(AnchorFile file) {
    return new Sealer(this, file);
  }

  Server server() {
    return server;
  }

  /**
   * Seals what is there. Where nothing has happened since the last seal nothing is signed, and the
   * anchor is that of then.
   *
   * @throws org.auditledger.control.HistoryBrokenException when what is there does not continue
   *     what was sealed last
   * @throws org.auditledger.control.SignerRefusedException when the journal does not take this key
   * @throws SealException when something else is in the way
   */
  public Sealed seal() {
    if (!anchorIsOurs) {
      anchor
          .flatMap(file -> file.kept(trusted))
          .ifPresent(new Seals(server, trusted)::requireGoesOn);
    }
    try (LastCheckpoint memory = LastCheckpoint.hold(key, patience);
        Session session = Session.open(server, settings())) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      Sealed sealed = seal(session, memory);
      connection.commit();
      // Only what is durable is remembered, and only what is remembered is handed out. After a
      // death in between, the next seal finds it stored and remembers it then.
      memory.remember(sealed.anchor());
      anchor.ifPresent(file -> file.keepNewest(sealed.anchor(), trusted));
      anchorIsOurs = true;
      return sealed;
    } catch (SQLException e) {
      throw DatabaseException.of("sealing", e);
    }
  }

  private Sealed seal(Session session, LastCheckpoint memory) throws SQLException {
    synchronized (recorder) {
      Sealing sealing = new Sealing(session, key, recorder, trusted, memory, known);
      // Whatever goes wrong, the next seal relies on nothing that this one has read.
      known = null;
      Sealed sealed = sealing.run();
      known = sealing.known();
      return sealed;
    }
  }

  /** Whether the journal says that the entries were ever sealed by who is trusted. */
  public boolean hasSealed() {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      if (!JournalTable.exists(connection)) {
        return false;
      }
      JournalReader journal = JournalTable.read(connection, trusted);
      return SealedHistory.read(
              new DatabaseSeals(connection), journal, trusted, key.signer().verifier(), 0)
          .last()
          .isPresent();
    } catch (SQLException e) {
      throw DatabaseException.of("reading the journal", e);
    }
  }

  private SessionSettings settings() {
    return SessionSettings.writing().withLockTimeout(patience);
  }
}
