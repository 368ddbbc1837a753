package org.auditledger.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.signature.NoteSigner;
import org.auditledger.testing.TestDatabase;

/** Journals in databases, for the tests. */
final class Journals {

  static final String CONTROL = "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql";
  static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00.123456789Z"), ZoneOffset.UTC);

  private Journals() {}

  static Recorder recorder(NoteSigner signer, NoteSigner... trusted) {
    return new Recorder(
        signer, WrittenJournal.LEDGER, WrittenJournal.trust(trusted), "test 1", NOON);
  }

  /** Begins a journal with so many statements, each in a transaction of its own. */
  static void begin(TestDatabase database, Recorder recorder, NoteSigner signer, int statements)
      throws SQLException {
    try (Connection connection = transaction(database)) {
      recorder.record(connection, Kind.LEDGER_INITIALIZED, WrittenJournal.initialized(signer));
      connection.commit();
      for (int i = 1; i < statements; i++) {
        filler(connection, recorder);
        connection.commit();
      }
    }
  }

  static JournalHead filler(Connection transaction, Recorder recorder) throws SQLException {
    return recorder.record(transaction, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
  }

  /** Records one statement in a transaction of its own. */
  static JournalHead filler(TestDatabase database, Recorder recorder) throws SQLException {
    try (Connection connection = transaction(database)) {
      JournalHead head = filler(connection, recorder);
      connection.commit();
      return head;
    }
  }

  static Connection transaction(TestDatabase database) throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  static JournalReader read(TestDatabase database, NoteSigner... trusted) throws SQLException {
    try (Connection connection = database.connect()) {
      return JournalTable.read(connection, WrittenJournal.trust(trusted));
    }
  }

  /** The journal is whole, signed throughout and so long. */
  static void assertWhole(TestDatabase database, long statements, NoteSigner... trusted)
      throws SQLException {
    JournalReader reader = read(database, trusted);
    assertThat(reader.defects().first()).isEmpty();
    assertThat(reader.unknown()).isZero();
    assertThat(reader.head().position()).isEqualTo(statements);
    assertThat(database.query("select count(*) from audit_ledger.journal"))
        .containsExactly(Long.toString(statements));
  }

  /** What who owns the database can do, whatever guards it. */
  static void tamper(TestDatabase database, String... sql) throws SQLException {
    List<String> checks =
        database.query(
            "select conname from pg_constraint where contype = 'c'"
                + " and conrelid = 'audit_ledger.journal'::regclass");
    List<String> all = new ArrayList<>();
    checks.forEach(check -> all.add("alter table audit_ledger.journal drop constraint " + check));
    all.add("alter table audit_ledger.journal disable trigger all");
    all.addAll(List.of(sql));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String each : all) {
        statement.execute(each);
      }
    }
  }
}
