package org.auditledger.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.journal.WrittenJournal.FIRST;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.auditledger.entry.Digest;
import org.auditledger.journal.JournalDefect.Code;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.postgres.SqlText;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

@OnPostgres
@Template(Journals.CONTROL)
class JournalTableTest {

  private final Recorder recorder = Journals.recorder(FIRST);

  @OnEveryPostgres
  void more_statements_than_are_fetched_at_once_are_read_in_order(TestDatabase database)
      throws SQLException {
    try (Connection connection = Journals.transaction(database)) {
      recorder.record(
          connection,
          org.auditledger.journal.Kind.LEDGER_INITIALIZED,
          WrittenJournal.initialized(FIRST));
      for (int i = 0; i < 199; i++) {
        Journals.filler(connection, recorder);
      }
      JournalReader within = JournalTable.read(connection, WrittenJournal.trust(FIRST));
      assertThat(within.head().position()).isEqualTo(200);
      connection.commit();
    }
    Journals.assertWhole(database, 200, FIRST);
  }

  @Test
  void reading_leaves_the_connection_as_it_was(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 2);
    try (Connection connection = database.connect()) {
      JournalTable.read(connection, WrittenJournal.trust());
      assertThat(connection.getAutoCommit()).isTrue();
      connection.setAutoCommit(false);
      connection.createStatement().execute("create table kept ()");
      JournalTable.read(connection, WrittenJournal.trust());
      assertThat(connection.getAutoCommit()).isFalse();
      connection.commit();
    }
    assertThat(database.query("select to_regclass('kept')")).containsExactly("kept");
  }

  @OnEveryPostgres
  void the_whole_journal_is_read_past_its_index(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 3);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      String query = SqlText.of(JournalTable.class, "read_journal").replace("?", "9");
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery("explain " + query)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      assertThat(plan.toString()).contains("Seq Scan").doesNotContain("Index");
    }
  }

  @Test
  void a_note_without_end_is_refused_without_being_held(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 3);
    Journals.tamper(
        database,
        "update audit_ledger.journal set note = note || repeat('x', 50000000) where position = 2");
    JournalReader reader = Journals.read(database, FIRST);
    assertThat(reader.defects().total()).isEqualTo(1);
    assertThat(reader.defects().first().get(0).code()).isEqualTo(Code.TOO_LONG);
    assertThat(reader.defects().first().get(0).position()).isEqualTo(2);
  }

  @Test
  void the_lock_is_named_by_its_phrase_and_is_not_the_chain_guards() {
    byte[] phrase = "audit-ledger/journal".getBytes(StandardCharsets.UTF_8);
    assertThat(JournalTable.LOCK)
        .isEqualTo(Digest.sha256(phrase).a())
        .isNotEqualTo(7810759523990372353L);
  }

  @OnEveryPostgres
  void the_lock_is_held_to_the_end_of_the_transaction(TestDatabase database) throws SQLException {
    String holders =
        "select count(*) from pg_locks where locktype = 'advisory' and objsubid = 1 and granted"
            + " and database = (select oid from pg_database where datname = current_database())"
            + " and (classid::bigint << 32 | objid::bigint) = "
            + JournalTable.LOCK;
    try (Connection connection = Journals.transaction(database)) {
      JournalTable.lock(connection);
      assertThat(database.query(holders)).containsExactly("1");
      connection.rollback();
      assertThat(database.query(holders)).containsExactly("0");
    }
    try (Connection connection = database.connect()) {
      assertThatThrownBy(() -> JournalTable.lock(connection))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @OnEveryPostgres
  @Template({})
  void there_is_a_journal_or_there_is_none(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      assertThat(JournalTable.exists(connection)).isFalse();
      connection.createStatement().execute("create schema audit_ledger");
      assertThat(JournalTable.exists(connection)).isFalse();
      connection.createStatement().execute("create table audit_ledger.journal ()");
      assertThat(JournalTable.exists(connection)).isTrue();
      connection.createStatement().execute("set role pg_monitor");
      assertThat(JournalTable.exists(connection)).isTrue();
    }
  }
}
