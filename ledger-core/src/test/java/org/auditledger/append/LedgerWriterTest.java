package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.entry.Appended;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.postgres.TestSessions;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is appended is there, in order and once, as every verifier says. */
@OnPostgres
@Timeout(120)
@Template({Ledgers.V1, Ledgers.V2, Ledgers.V3, Ledgers.CHECKS, Ledgers.V4})
class LedgerWriterTest {

  @OnEveryPostgres
  void entries_of_both_kinds_continue_each_other(TestDatabase database) throws Exception {
    List<Appended> appended = new ArrayList<>();
    try (LedgerWriter writer = Ledgers.writer(database)) {
      for (int n = 1; n <= 6; n++) {
        appended.add(writer.append(n % 2 == 0 ? Ledgers.evaluated(n) : Ledgers.draft(n)));
      }
    }
    assertThat(appended).extracting(Appended::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(appended).allMatch(Appended::added).noneMatch(Appended::held);
    assertThat(database.query("select entry_hash from ledger_entries order by sequence_number"))
        .isEqualTo(appended.stream().map(entry -> entry.hash().hex()).toList());
    assertThat(database.query("select distinct schema_version from ledger_entries"))
        .containsExactly("0.2.0");
    assertThat(Ledgers.assertIntact(database).unchecked()).isEmpty();
  }

  @OnEveryPostgres
  void whoever_may_only_write_entries_can_append_and_do_nothing_else(TestDatabase database)
      throws Exception {
    String role = "writer_of_" + database.name();
    database.execute("create role %s login password 'w' in role ledger_writer".formatted(role));
    try {
      String dsn =
          "postgresql://%s:w@%s:%d/%s"
              .formatted(role, database.host(), database.port(), database.name());
      try (LedgerWriter writer =
          LedgerWriter.open(TestSessions.server(dsn), Ledgers.settings(), Clock.systemUTC())) {
        assertThat(writer.append(Ledgers.draft(1)).sequence()).isEqualTo(1);
        assertThat(writer.append(Ledgers.draft(1).once()).added()).isFalse();
      }
    } finally {
      database.execute("drop role " + role);
    }
    Ledgers.assertIntact(database);
  }

  @Test
  void entries_that_are_handed_over_together_are_appended_together(TestDatabase database)
      throws Exception {
    try (LedgerWriter writer = Ledgers.writer(database)) {
      List<Appended> appended = writer.submit(Ledgers.drafts(1, 5000)).await();
      assertThat(appended).hasSize(5000);
      assertThat(appended.get(4999).sequence()).isEqualTo(5000);
    }
    assertThat(database.query("select count(distinct xmin::text) from ledger_entries"))
        .containsExactly("1");
    Ledgers.assertIntact(database);
  }

  @Test
  void a_draft_that_is_wrong_fails_its_caller_and_nobody_else(TestDatabase database)
      throws Exception {
    try (LedgerWriter writer = Ledgers.writer(database)) {
      EntryDraft wrong = Ledgers.draft(2).with(Evaluation.of("[]"));
      assertThatThrownBy(() -> writer.submit(List.of(Ledgers.draft(1), wrong)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(writer.append(Ledgers.draft(3)).sequence()).isEqualTo(1);
    }
    assertThat(database.query("select telemetry_id from ledger_entries"))
        .containsExactly("telemetry-3");
    Ledgers.assertIntact(database);
  }

  @OnEveryPostgres
  void an_entry_that_only_the_server_refuses_fails_alone(TestDatabase database) throws Exception {
    database.execute("alter table ledger_entries add check (rule_id <> 'rule-3') not valid");
    try (LedgerWriter writer = Ledgers.writer(database);
        Connection holder = database.connect();
        Statement statement = holder.createStatement()) {
      // While somebody else has the lock they gather, and then they share a transaction.
      holder.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(" + AppendSession.LOCK + ")");
      List<Submission> submissions = new ArrayList<>();
      for (int n = 1; n <= 7; n++) {
        submissions.add(writer.submit(List.of(Ledgers.draft(n))));
      }
      holder.rollback();
      for (int n = 1; n <= 7; n++) {
        Submission submission = submissions.get(n - 1);
        if (n == 3) {
          assertThatThrownBy(submission::await)
              .isInstanceOf(AppendException.class)
              .hasMessageStartingWith("nothing was appended: the ledger refuses it")
              .hasMessageContaining("violates check constraint")
              .extracting(e -> ((AppendException) e).trouble())
              .isEqualTo(Trouble.REFUSED);
        } else {
          assertThat(submission.await().get(0).added()).isTrue();
        }
      }
    }
    assertThat(database.query("select rule_id from ledger_entries order by sequence_number"))
        .containsExactly("rule-1", "rule-2", "rule-4", "rule-5", "rule-6", "rule-0");
    Ledgers.assertIntact(database);
  }

  @Test
  void a_clock_that_steps_back_is_held_at_the_last_entry(TestDatabase database) throws Exception {
    Instant now = Instant.parse("2026-11-26T08:00:00.123456789Z");
    append(database, now, 1);
    Appended held = append(database, now.minusSeconds(60), 2);
    assertThat(held.held()).isTrue();
    assertThat(held.at()).isEqualTo(Instant.parse("2026-11-26T08:00:00.123456Z"));
    assertThat(append(database, now.plusSeconds(1), 3).held()).isFalse();
    assertThat(
            database.query(
                "select concat(timestamp at time zone 'UTC', ' ', created_at at time zone 'UTC')"
                    + " from ledger_entries where sequence_number = 2"))
        .containsExactly("2026-11-26 08:00:00.123456 2026-11-26 07:59:00.123456");
    assertThat(Ledgers.assertIntact(database).segment().reversals().total()).isZero();
  }

  private static Appended append(TestDatabase database, Instant now, int n) throws Exception {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (LedgerWriter writer =
        LedgerWriter.open(TestSessions.server(database), Ledgers.settings(), clock)) {
      return writer.append(Ledgers.draft(n));
    }
  }

  @Test
  void rows_that_came_with_ids_of_their_own_are_gone_past(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    try (LedgerWriter writer = Ledgers.writer(database)) {
      assertThat(writer.submit(Ledgers.drafts(1, 3)).await())
          .extracting(Appended::sequence)
          .containsExactly(211L, 212L, 213L);
    }
    assertThat(database.query("select id from ledger_entries where sequence_number > 210"))
        .containsExactly("211", "212", "213");
    Ledgers.assertIntact(database);
  }

  @Test
  void a_ledger_that_ends_in_something_that_cannot_be_continued_is_not_continued(
      TestDatabase database) throws Exception {
    try (LedgerWriter writer = Ledgers.writer(database)) {
      Appended unused = writer.append(Ledgers.draft(1));
      database.execute(
          "alter table ledger_entries disable trigger all;"
              + " update ledger_entries set entry_hash = 'none';"
              + ""
              + " alter table ledger_entries enable trigger all");
      assertThatThrownBy(() -> writer.append(Ledgers.draft(2)))
          .hasMessageContaining("nothing can follow entry 1")
          .extracting(e -> ((AppendException) e).trouble())
          .isEqualTo(Trouble.ENTRIES);
    }
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("1");
  }

  @Test
  void what_is_no_ledger_is_said_at_once(TestDatabase database) throws SQLException {
    database.execute("drop table ledger_entries cascade");
    assertThatThrownBy(() -> Ledgers.writer(database))
        .isInstanceOf(AppendException.class)
        .hasMessageContaining("this is no ledger, or not one yet");
  }

  @Test
  void who_holds_the_ledger_for_too_long_is_named(TestDatabase database) throws Exception {
    try (LedgerWriter writer =
            LedgerWriter.open(
                TestSessions.server(database),
                Ledgers.settings().withPatience(Duration.ofMillis(200)),
                Clock.systemUTC());
        Connection holder = database.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute(
          "set application_name = 'the holder'; select pg_advisory_xact_lock("
              + AppendSession.LOCK
              + ")");
      assertThatThrownBy(() -> writer.append(Ledgers.draft(1)))
          .hasMessageContaining("held by process ")
          .hasMessageContaining("the holder")
          .extracting(e -> ((AppendException) e).trouble())
          .isEqualTo(Trouble.BUSY);
      holder.rollback();
      assertThat(writer.append(Ledgers.draft(1)).sequence()).isEqualTo(1);
    }
    Ledgers.assertIntact(database);
  }

  @Test
  void who_hands_over_more_than_can_wait_waits(TestDatabase database) throws Exception {
    try (LedgerWriter writer =
            LedgerWriter.open(
                TestSessions.server(database),
                Ledgers.settings().withQueueBytes(3000),
                Clock.systemUTC());
        Connection holder = database.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(" + AppendSession.LOCK + ")");
      Set<Long> handedOver = new TreeSet<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  for (long n = 1; n <= 50; n++) {
                    Submission unused = writer.submit(List.of(Ledgers.draft(n)));
                    synchronized (handedOver) {
                      handedOver.add(n);
                    }
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      caller.start();
      while (caller.getState() != Thread.State.WAITING) {
        Thread.sleep(5);
      }
      synchronized (handedOver) {
        assertThat(handedOver).hasSizeBetween(1, 20);
      }
      holder.rollback();
      caller.join();
    }
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("50");
    Ledgers.assertIntact(database);
  }

  @Test
  void what_is_waiting_when_it_is_closed_is_written_and_nothing_after(TestDatabase database)
      throws Exception {
    LedgerWriter writer = Ledgers.writer(database);
    Submission last = writer.submit(Ledgers.drafts(1, 100));
    writer.close();
    assertThat(last.isDone()).isTrue();
    assertThat(last.await()).hasSize(100);
    assertThatThrownBy(() -> writer.append(Ledgers.draft(101)))
        .extracting(e -> ((AppendException) e).trouble())
        .isEqualTo(Trouble.CLOSED);
    writer.close();
    Ledgers.assertIntact(database);
  }
}
