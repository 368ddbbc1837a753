package org.auditledger.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.journal.WrittenJournal.FIRST;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auditledger.journal.Actor;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Statement;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Statements are added one after the other, in whatever transaction, and only where they fit. */
@OnPostgres
@Template(Journals.CONTROL)
class RecorderTest {

  private final Recorder recorder = Journals.recorder(FIRST);

  @OnEveryPostgres
  void what_is_recorded_says_who_did_it_and_is_read_as_signed(TestDatabase database)
      throws SQLException {
    Journals.begin(database, recorder, FIRST, 3);
    Journals.assertWhole(database, 3, FIRST);
    Statement last = last(database);
    assertThat(last.ledger()).isEqualTo(WrittenJournal.LEDGER);
    assertThat(last.at()).isEqualTo("2026-11-20T12:00:00.123456Z");
    Actor actor = last.actor();
    assertThat(actor.databaseRole()).isEqualTo(database.user());
    assertThat(actor.host()).isNotEmpty();
    assertThat(actor.osUser()).isEqualTo(System.getProperty("user.name"));
    assertThat(actor.tool()).isEqualTo("test 1");
  }

  @OnEveryPostgres
  void two_recorders_at_once_give_one_chain(TestDatabase database) throws Exception {
    Journals.begin(database, recorder, FIRST, 1);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        boolean rollsBack = i == 2;
        running.add(threads.submit(() -> many(database, rollsBack)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    Journals.assertWhole(database, 41, FIRST);
  }

  private static boolean many(TestDatabase database, boolean rollsBack) throws SQLException {
    Recorder own = Journals.recorder(FIRST);
    try (Connection connection = Journals.transaction(database)) {
      for (int i = 0; i < 20; i++) {
        Journals.filler(connection, own);
        if (rollsBack) {
          connection.rollback();
        } else {
          connection.commit();
        }
      }
    }
    return true;
  }

  @OnEveryPostgres
  void a_rollback_leaves_no_gap_and_the_recorder_goes_on(TestDatabase database)
      throws SQLException {
    try (Connection connection = Journals.transaction(database)) {
      recorder.record(connection, Kind.LEDGER_INITIALIZED, WrittenJournal.initialized(FIRST));
      Journals.filler(connection, recorder);
      connection.rollback();
    }
    Journals.assertWhole(database, 0);
    Journals.begin(database, recorder, FIRST, 2);
    try (Connection connection = Journals.transaction(database)) {
      assertThat(Journals.filler(connection, recorder).position()).isEqualTo(3);
      assertThat(Journals.filler(connection, recorder).position()).isEqualTo(4);
      connection.rollback();
      assertThat(Journals.filler(connection, recorder).position()).isEqualTo(3);
      connection.commit();
    }
    Journals.assertWhole(database, 3, FIRST);
  }

  @OnEveryPostgres
  void within_a_transaction_a_savepoint_may_be_rolled_back_to(TestDatabase database)
      throws SQLException {
    Journals.begin(database, recorder, FIRST, 2);
    try (Connection connection = Journals.transaction(database)) {
      Journals.filler(connection, recorder);
      Savepoint savepoint = connection.setSavepoint();
      Journals.filler(connection, recorder);
      JournalHead fifth = Journals.filler(connection, recorder);
      assertThat(fifth.position()).isEqualTo(5);
      connection.rollback(savepoint);
      assertThat(Journals.filler(connection, recorder).position()).isEqualTo(4);
      assertThat(Journals.filler(connection, recorder).position()).isEqualTo(5);
      connection.commit();
    }
    Journals.assertWhole(database, 5, FIRST);
  }

  /** Two recorders of one transaction, of which one has read what the other wrote in vain. */
  @Test
  void what_another_recorder_wrote_in_a_transaction_that_was_rolled_back_is_forgotten(
      TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 2);
    Recorder other = Journals.recorder(FIRST);
    try (Connection connection = Journals.transaction(database)) {
      Journals.filler(connection, recorder);
      Journals.filler(connection, other);
      Journals.filler(connection, recorder);
      connection.rollback();
      assertThat(Journals.filler(connection, other).position()).isEqualTo(3);
      connection.commit();
      assertThat(Journals.filler(connection, recorder).position()).isEqualTo(4);
      connection.commit();
    }
    Journals.assertWhole(database, 4, FIRST);
  }

  @Test
  void who_records_waits_for_who_holds_the_lock(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    try (Connection holder = Journals.transaction(database);
        Connection waiter = Journals.transaction(database)) {
      recorder.lock(holder);
      waiter.createStatement().execute("set local lock_timeout = '50ms'");
      assertThatThrownBy(() -> Journals.filler(waiter, Journals.recorder(FIRST)))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
      waiter.rollback();
      holder.rollback();
      Journals.filler(waiter, recorder);
      waiter.commit();
    }
    Journals.assertWhole(database, 2, FIRST);
  }

  @Test
  void time_stands_still_while_the_clock_is_behind(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    for (long hours : new long[] {-1, 1}) {
      Recorder early =
          new Recorder(
              FIRST,
              WrittenJournal.LEDGER,
              TrustedKeys.NONE,
              "test 1",
              Clock.offset(Journals.NOON, Duration.ofHours(hours)));
      Journals.filler(database, early);
      assertThat(last(database).at())
          .isEqualTo(hours < 0 ? "2026-11-20T12:00:00.123456Z" : "2026-11-20T13:00:00.123456Z");
    }
  }

  @Test
  void what_no_reader_would_take_is_not_written(TestDatabase database) throws SQLException {
    try (Connection connection = Journals.transaction(database)) {
      assertThatThrownBy(() -> Journals.filler(connection, recorder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not recorded: statement 1 does not begin a journal");
      assertThatThrownBy(
              () ->
                  recorder.record(
                      connection,
                      Kind.LEDGER_INITIALIZED,
                      WrittenJournal.initialized(WrittenJournal.SECOND)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("names a note key that did not sign it");
      connection.commit();
    }
    Journals.assertWhole(database, 0);
    Journals.begin(database, recorder, FIRST, 5);
    try (Connection connection = Journals.transaction(database)) {
      assertThatThrownBy(
              () ->
                  recorder.record(
                      connection, Kind.KEY_RETIRED, WrittenJournal.retired(FIRST, 3).toBody()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("it alone signed statement 5");
      assertThatThrownBy(
              () ->
                  recorder.record(
                      connection, Kind.HOLD_RELEASED, WrittenJournal.released("x".repeat(1 << 20))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is longer than 1048576 bytes");
      assertThatThrownBy(
              () -> recorder.record(connection, Kind.CHECKPOINT, WrittenJournal.released("x")))
          .isInstanceOf(IllegalArgumentException.class);
      Journals.filler(connection, recorder);
      connection.commit();
    }
    Journals.assertWhole(database, 6, FIRST);
  }

  @Test
  void nothing_is_recorded_outside_a_transaction_or_under_another_name(TestDatabase database)
      throws SQLException {
    try (Connection connection = database.connect()) {
      assertThatThrownBy(() -> Journals.filler(connection, recorder))
          .isInstanceOf(IllegalArgumentException.class);
    }
    NoteSigner elsewhere = NoteSigner.of("plant/two", FIRST.key());
    assertThatThrownBy(() -> Journals.recorder(elsewhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key named plant/two does not sign for plant/one");
  }

  @Test
  void a_trigger_that_edits_or_swallows_is_noticed(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    for (String act :
        List.of(
            "return null", "new.note := new.note || '— a AAAAAAAA' || chr(10);" + " return new")) {
      database.execute(
          "create or replace function f() returns trigger language plpgsql as $$ begin "
              + act
              + "; end $$;"
              + " create or replace trigger t before insert on audit_ledger.journal"
              + " for each row execute function f()");
      assertThatThrownBy(() -> Journals.filler(database, recorder))
          .isInstanceOf(HistoryBrokenException.class)
          .hasMessageStartingWith("statement 2 was not stored as it was signed\n");
    }
    database.execute("drop trigger t on audit_ledger.journal");
    Journals.filler(database, recorder);
    Journals.assertWhole(database, 2, FIRST);
  }

  private static Statement last(TestDatabase database) throws SQLException {
    return Journals.read(database, FIRST).last().flatMap(JournalEntry::statement).orElseThrow();
  }
}
