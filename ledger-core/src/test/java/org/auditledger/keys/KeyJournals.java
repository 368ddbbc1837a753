package org.auditledger.keys;

import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.LEDGER;
import static org.auditledger.journal.WrittenJournal.SECOND;
import static org.auditledger.journal.WrittenJournal.trust;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.journal.Actor;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Statement;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PublicKey;
import org.auditledger.testing.TestDatabase;

/** Ledgers with a journal that {@code FIRST} has begun, for the tests. */
final class KeyJournals {

  static final Clock NOON = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  static final PublicKey TRANSCRIPTS = WrittenJournal.key(9).publicKey();
  static final String FIRST_ID = KeyRegistered.of(FIRST.verifier()).keyId();
  static final String SECOND_ID = KeyRegistered.of(SECOND.verifier()).keyId();

  private KeyJournals() {}

  static RecordedKey<KeyRetired> retireTranscripts(LedgerKeys keys, String reason) {
    return keys.retire(recorder(FIRST), KeyPurpose.TRANSCRIPT, TRANSCRIPTS.keyId(), reason);
  }

  static LedgerKeys begun(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      recorder(FIRST)
          .record(connection, Kind.LEDGER_INITIALIZED, WrittenJournal.initialized(FIRST));
      connection.commit();
    }
    return keys(database);
  }

  static LedgerKeys keys(TestDatabase database) {
    return new LedgerKeys(server(database.dsn()));
  }

  static Server server(String dsn) {
    ClientEnvironment nobody = new ClientEnvironment(Map.of(), Path.of("/nonexistent"), "nobody");
    return (Server) ConnectionString.parse(dsn, nobody);
  }

  static Recorder recorder(NoteSigner signer, NoteSigner... trusted) {
    return new Recorder(signer, LEDGER, trust(trusted), "test", NOON);
  }

  static void record(TestDatabase database, Recorder recorder) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      recorder.record(connection, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
      connection.commit();
    }
  }

  /** What who owns the database can do: a statement that follows, without asking the recorder. */
  static void forge(TestDatabase database, NoteSigner signer, Kind kind, Members body)
      throws SQLException {
    Statement statement =
        Statement.after(
            read(database).head(),
            LEDGER,
            kind,
            900_000_000_000_000L,
            new Actor("postgres", "db-1", "mallory", "psql"),
            body);
    String text = new String(statement.line(), StandardCharsets.UTF_8) + "\n";
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into audit_ledger.journal values (?, ?)")) {
      insert.setLong(1, statement.position());
      insert.setString(2, SignedNote.sign(text, signer).encoded());
      insert.executeUpdate();
    }
  }

  static JournalReader read(TestDatabase database, NoteSigner... trusted) throws SQLException {
    try (Connection connection = database.connect()) {
      return JournalTable.read(connection, trust(trusted));
    }
  }
}
