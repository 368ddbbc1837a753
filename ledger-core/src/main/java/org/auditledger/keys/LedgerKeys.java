package org.auditledger.keys;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.chain.Head;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.StatementRefusedException;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Kind;
import org.auditledger.keys.KeyException.Trouble;
import org.auditledger.keys.ListedKey.Registration;
import org.auditledger.keys.ListedKey.Retirement;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/** Registers and retires the keys of a ledger, and lists them. */
public final class LedgerKeys {

  /** Longer than any reason needs to be, and far below what a statement can hold. */
  public static final int MAX_REASON = 1000;

  /** Who else adds to the journal is a moment about it, or a migration that waits for a lock. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Server server;

  /** The keys of the ledger that this server has. */
  public LedgerKeys(Server server) {
    this.server = server;
  }

  /** What is done in one transaction that has the journal's lock. */
  private interface Act<T> {
    T in(Session session, KeyList list) throws SQLException;
  }

  /** What the journal in the database says about keys, as who trusts these keys judges it. */
  public KeyList list(TrustedKeys trusted) {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      return list(session.connection(), trusted);
    } catch (SQLException e) {
      throw DatabaseException.of("reading the journal", e);
    }
  }

  /** Registers a key that signs statements and checkpoints of the recorder's ledger. */
  public RecordedKey<KeyRegistered> register(Recorder recorder, VerifierKey key) {
    if (!key.name().equals(recorder.ledger().value())) {
      throw new KeyException(
          Trouble.KEY,
          "the key " + key + " is not of ledger " + recorder.ledger(),
          "a key signs notes under its own name only, and that has to be the ledger's",
          "make one with: audit-ledger keys generate --name "
              + recorder.ledger()
              + " --output FILE");
    }
    return register(recorder, KeyRegistered.of(key));
  }

  /** Registers a key that signs transcripts. */
  public RecordedKey<KeyRegistered> register(Recorder recorder, PublicKey key) {
    return register(recorder, KeyRegistered.of(key));
  }

  private RecordedKey<KeyRegistered> register(Recorder recorder, KeyRegistered key) {
    return recording(
        "registering a key",
        recorder,
        (session, list) -> {
          for (ListedKey known : list.find(key.purpose(), key.keyId())) {
            requireNew(key, known);
          }
          return record(session.connection(), recorder, Kind.KEY_REGISTERED, key.toBody(), key);
        });
  }

  /**
   * Retires a key as of now: of both logs, what there is counts, and nothing beyond it.
   *
   * @param reason of 1 to {@link #MAX_REASON} characters
   */
  public RecordedKey<KeyRetired> retire(
      Recorder recorder, KeyPurpose purpose, String keyId, String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
    }
    return recording(
        "retiring a key",
        recorder,
        (session, list) -> {
          requireRetirable(list, purpose, keyId);
          // The head, and not the last checkpoint: what was appended since is the key's work too.
          KeyRetired retired =
              new KeyRetired(purpose, keyId, entries(session), list.statements(), reason);
          return record(
              session.connection(), recorder, Kind.KEY_RETIRED, retired.toBody(), retired);
        });
  }

  /** Commits what was recorded, or nothing. */
  private <T> T recording(String what, Recorder recorder, Act<T> act) {
    SessionSettings settings = SessionSettings.writing().withLockTimeout(PATIENCE);
    try (Session session = Session.open(server, settings)) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      requireJournal(connection);
      JournalReader unused = recorder.read(connection);
      T done = act.in(session, list(connection, recorder.trusted()));
      connection.commit();
      return done;
    } catch (SQLException e) {
      throw DatabaseException.of(what, e);
    }
  }

  private static KeyList list(Connection connection, TrustedKeys trusted) throws SQLException {
    requireJournal(connection);
    JournalKeys keys = new JournalKeys();
    JournalReader reader = JournalTable.read(connection, trusted, keys::accept);
    if (reader.head().position() == 0) {
      throw noJournal();
    }
    return keys.list(reader, trusted);
  }

  private static void requireJournal(Connection connection) throws SQLException {
    if (!JournalTable.exists(connection)) {
      throw noJournal();
    }
  }

  private static KeyException noJournal() {
    return new KeyException(
        Trouble.NOT_A_LEDGER,
        "there is no journal here that could say anything about keys",
        "the ledger's own history has not begun, or this is another database",
        "check the name of the database; audit-ledger migrate upgrade begins the history");
  }

  private static void requireNew(KeyRegistered key, ListedKey known) {
    Optional<Retirement> retired = known.retired().filter(Retirement::counts);
    if (retired.isPresent()) {
      throw new KeyException(
          Trouble.KEY,
          named(known) + " was retired by statement " + at(retired.get()),
          "a retired key never comes back, or who has stolen it could bring it back",
          "make another one with: audit-ledger keys generate");
    }
    // Another key of this id is not this one; the recorder refuses to add a second.
    Optional<Registration> registered =
        known.registered().filter(r -> r.counts() && known.key().equals(Optional.of(key.key())));
    if (registered.isPresent()) {
      throw new KeyException(
          Trouble.KEY,
          named(known) + " is registered already",
          "statement " + registered.get().position() + " has done that",
          "nothing was recorded, and nothing needs to be");
    }
  }

  private static void requireRetirable(KeyList list, KeyPurpose purpose, String keyId) {
    List<ListedKey> known = list.find(purpose, keyId);
    if (known.isEmpty()) {
      throw new KeyException(
          Trouble.KEY,
          "the journal here knows no " + purpose.word() + " key " + keyId,
          "only a key that it has registered, or began with, can be retired",
          "audit-ledger keys list shows those that it knows");
    }
    Optional<Retirement> retired = known.get(0).retired().filter(Retirement::counts);
    if (retired.isPresent()) {
      throw new KeyException(
          Trouble.KEY,
          named(known.get(0)) + " was retired before, by statement " + at(retired.get()),
          "nothing counts beyond the sizes that it named",
          "nothing was recorded, and nothing needs to be");
    }
    if (list.keys().stream().noneMatch(key -> key.signs() && !known.contains(key))) {
      throw new KeyException(
          Trouble.KEY,
          named(known.get(0)) + " is the last note key that can sign, and is not retired",
          "nobody could add to the journal after it, not even to register another key",
          "register the new one first: audit-ledger keys register FILE.vkey; then retire this one");
    }
  }

  private static String named(ListedKey key) {
    return key.purpose().word() + " key " + key.keyId();
  }

  private static String at(Retirement retired) {
    return retired.position() + ": " + retired.said().reason();
  }

  /** How many entries there are. A ledger that was taken back to nothing has none. */
  private static long entries(Session session) throws SQLException {
    if (LedgerTable.layout(session) instanceof TableLayout.Missing) {
      return 0;
    }
    return LedgerTable.head(session.connection())
        .map(Head::sequence)
        .orElseThrow(
            () ->
                new KeyException(
                    Trouble.ENTRIES,
                    "the ledger has no head: its last entry has no hash that is one",
                    "up to where the key counts cannot be said",
                    "find out who changed it; compare with a backup; nothing was recorded"));
  }

  private static <T> RecordedKey<T> record(
      Connection connection, Recorder recorder, Kind kind, Members body, T said)
      throws SQLException {
    try {
      return new RecordedKey<>(recorder.record(connection, kind, body).position(), said);
    } catch (StatementRefusedException e) {
      throw new KeyException(
          Trouble.KEY,
          "nothing was recorded about the key",
          "who reads the journal would refuse it: " + e.defect(),
          "use another key: audit-ledger keys generate makes one");
    }
  }
}
