package org.auditledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.chain.Head;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.Column;
import org.auditledger.row.RowLayout;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The table as it stands, read in whatever transaction and whatever its indexes say. */
@OnPostgres
@Template("/ancestor/v0.1.sql")
class LedgerTableTest {

  @Test
  @Template("/org/auditledger/testing/template.sql")
  void what_is_not_there_or_no_table_is_a_value(TestDatabase database) throws SQLException {
    try (Session session = TestSessions.reading(database)) {
      assertThat(LedgerTable.layout(session)).isEqualTo(new TableLayout.Missing());
      database.execute("create view ledger_entries as select 1 as sequence_number");
      assertThat(LedgerTable.layout(session)).isEqualTo(new TableLayout.NotATable("v"));
      database.execute("drop view ledger_entries; create table ledger_entries (n numeric)");
      assertThat(LedgerTable.layout(session))
          .isEqualTo(new TableLayout.Unsupported(List.of("n numeric")));
    }
  }

  @Test
  void an_empty_table_has_the_first_head(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      assertThat(LedgerTable.head(connection)).hasValue(Head.GENESIS);
    }
  }

  @Test
  void a_last_entry_without_a_hash_is_no_head(TestDatabase database) throws SQLException {
    StoredLedger.load(database, Entries.of(LegacyVectors.entriesOfV01()));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table ledger_entries disable trigger user");
      statement.execute("update ledger_entries set entry_hash = 'x' where sequence_number = 120");
      assertThat(LedgerTable.head(connection)).isEmpty();
      statement.execute("delete from ledger_entries where sequence_number > 0");
      statement.execute("alter table ledger_entries alter sequence_number drop not null");
      assertThat(LedgerTable.head(connection)).hasValue(Head.GENESIS);
    }
  }

  @Test
  void rows_come_in_the_order_of_their_numbers_whatever_their_place(TestDatabase database)
      throws SQLException {
    Entries entries = Entries.of(LegacyVectors.entriesOfV01());
    StoredLedger.load(database, entries);
    database.execute(
        """
        alter table ledger_entries disable trigger user;
        create table moved as select * from ledger_entries;
        truncate ledger_entries;
        insert into ledger_entries select * from moved order by md5(id::text);
        alter table ledger_entries alter sequence_number drop not null;
        update ledger_entries set sequence_number = null where sequence_number = 5;
        """);
    try (Session session = TestSessions.reading(database)) {
      RowLayout layout = StoredLedger.layout(session);
      List<Long> all = numbers(LedgerTable.read(session, layout), layout);
      assertThat(all).hasSize(120).startsWith(1L, 2L, 3L, 4L, 6L).endsWith(119L, 120L, null);
      assertThat(numbers(LedgerTable.read(session, layout, 3, 7), layout))
          .containsExactly(3L, 4L, 6L, 7L);
      assertThat(numbers(LedgerTable.read(session, layout, Long.MIN_VALUE, 2), layout))
          .containsExactly(1L, 2L);
    }
  }

  private static List<Long> numbers(CopyReader reader, RowLayout layout) {
    int column = layout.find("sequence_number");
    List<Long> numbers = new ArrayList<>();
    try (reader) {
      StoredLedger.visit(
          reader, row -> numbers.add(row.isNull(column) ? null : row.longValue(column)));
    }
    return numbers;
  }

  @Test
  void a_table_that_inherits_is_not_read(TestDatabase database) throws SQLException {
    StoredLedger.load(database, Entries.of(LegacyVectors.entriesOfV01()));
    database.execute(
        "create table child () inherits (ledger_entries);"
            + "insert into child select * from ledger_entries");
    assertThat(StoredLedger.account(database).rows()).isEqualTo(120);
  }

  @OnEveryPostgres
  void reading_in_an_open_transaction_sees_it_and_leaves_it_as_it_was(TestDatabase database)
      throws SQLException {
    StoredLedger.load(database, Entries.of(LegacyVectors.entriesOfV01()));
    try (Session session = TestSessions.writing(database);
        Statement statement = session.connection().createStatement()) {
      session.connection().setAutoCommit(false);
      statement.execute("set local enable_indexscan = off");
      statement.execute("set local work_mem = '64kB'");
      statement.execute("alter table public.ledger_entries disable trigger user");
      statement.execute("delete from public.ledger_entries where sequence_number = 120");
      String settings = settings(statement);
      RowLayout layout = StoredLedger.layout(session);
      assertThat(numbers(LedgerTable.read(session, layout), layout)).hasSize(119);
      CopyReader given_up = LedgerTable.read(session, layout);
      given_up.close();
      assertThat(settings(statement)).isEqualTo(settings);
      session.connection().rollback();
      assertThat(numbers(LedgerTable.read(session, layout), layout)).hasSize(120);
    }
  }

  private static String settings(Statement statement) throws SQLException {
    String sql =
        "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings"
            + " where name <> 'transaction_read_only'";
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void while_a_transaction_reads_the_columns_stay_as_they_are(TestDatabase database)
      throws SQLException {
    try (Session session = TestSessions.reading(database)) {
      session.connection().setAutoCommit(false);
      RowLayout layout = StoredLedger.layout(session);
      LedgerTable.read(session, layout).close();
      assertThatThrownBy(
              () ->
                  database.execute(
                      "set lock_timeout = '100ms'; alter table ledger_entries add more text"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("lock timeout");
    }
  }

  @Test
  void a_column_that_was_not_asked_for_is_never_left_out_in_silence(TestDatabase database)
      throws SQLException {
    try (Session session = TestSessions.reading(database)) {
      RowLayout layout = StoredLedger.layout(session);
      database.execute("alter table ledger_entries add more text");
      assertThatThrownBy(() -> LedgerTable.read(session, layout))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("more");
    }
  }

  @Test
  void a_column_may_have_any_name(TestDatabase database) throws SQLException {
    StoredLedger.load(database, Entries.of(LegacyVectors.entriesOfV01()));
    database.execute("alter table ledger_entries add \"say \"\"{condition}\"\"; --\" text");
    try (Session session = TestSessions.reading(database)) {
      RowLayout layout = StoredLedger.layout(session);
      assertThat(layout.columns()).extracting(Column::name).contains("say \"{condition}\"; --");
      assertThat(numbers(LedgerTable.read(session, layout), layout)).hasSize(120);
    }
  }

  @OnEveryPostgres
  void an_index_that_lies_hides_nothing(TestDatabase database) throws SQLException {
    StoredLedger.load(database, Entries.of(LegacyVectors.entriesOfV01()));
    hide120FromEveryIndex(database);
    database.execute("vacuum (analyze) ledger_entries");
    try (Session session = TestSessions.reading(database);
        Statement statement = session.connection().createStatement()) {
      // Everything that can make the server love an index.
      for (String setting :
          List.of("enable_seqscan = off", "enable_sort = off", "random_page_cost = 0.0001")) {
        statement.execute("set " + setting);
      }
      try (ResultSet row =
          statement.executeQuery(
              "select sequence_number from public.ledger_entries order by 1 desc limit 1")) {
        row.next();
        assertThat(row.getLong(1)).as("the index lies").isEqualTo(119);
      }
      RowLayout layout = StoredLedger.layout(session);
      assertThat(numbers(LedgerTable.read(session, layout), layout)).hasSize(120);
      assertThat(numbers(LedgerTable.read(session, layout, 119, 121), layout))
          .containsExactly(119L, 120L);
      for (String condition : List.of("true", "e.sequence_number between '119' and '121'")) {
        assertThat(plan(statement, LedgerTable.query(layout, condition)))
            .contains("Seq Scan on public.ledger_entries")
            .doesNotContain("Index")
            .doesNotContain("Bitmap");
      }
    }
  }

  /** Entry 120 is inserted while the server believes that it need not tell the indexes. */
  private static void hide120FromEveryIndex(TestDatabase database) throws SQLException {
    database.execute(
        """
        alter table ledger_entries disable trigger user;
        create index covering on ledger_entries (sequence_number) include (id, previous_hash, entry_hash,
          timestamp, verdict, telemetry_id, telemetry_hash, rule_id, knowledge_graph_version, ski_model_version,
          reasoning, track, escalation_status, escalation_notes, created_at);
        create table kept as select * from ledger_entries where sequence_number = 120;
        delete from ledger_entries where sequence_number = 120;
        update pg_index set indisready = false, indisvalid = false
          where indrelid = 'ledger_entries'::regclass;
        """);
    database.execute("insert into ledger_entries select * from kept");
    database.execute(
        """
        update pg_index set indisready = true, indisvalid = true
          where indrelid = 'ledger_entries'::regclass;
        """);
  }

  private static String plan(Statement statement, String query) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (ResultSet rows = statement.executeQuery("explain (verbose) " + query)) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
