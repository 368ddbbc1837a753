package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What does not continue the chain is not inserted, whoever inserts it and however. */
@OnPostgres
@Template({
  "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql",
  "/org/auditledger/migrations/ledger/deploy/V2__telemetry_buffer.sql",
  "/org/auditledger/migrations/ledger/deploy/V2_1__schema_version_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3__transcript_columns.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_1__verifier_status_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_2__signing_key_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_3__transcript_checks.sql",
  "/org/auditledger/migrations/ledger/deploy/V4__guards.sql"
})
class ChainGuardTest {

  private static final String FIRST = Ledger.hash(1, Ledger.ZEROS, "r1");
  private static final String SECOND = Ledger.hash(2, FIRST, "r2");
  private static final String FORK = "it is not the next one (a fork)";
  private static final String GAP = "an entry before it is missing (a gap)";
  private static final String LINK = "previous_hash does not link to the entry before it";
  private static final String HASH = "entry_hash is not the hash of its content";

  @OnEveryPostgres
  void every_entry_that_the_ancestor_wrote_passes_in_one_copy(
      TestDatabase v01, TestDatabase v02, TestDatabase v30) throws SQLException {
    v01.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    v02.load("v0.2-ledger_entries.csv", "public.ledger_entries");
    v30.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    for (TestDatabase database : new TestDatabase[] {v01, v02, v30}) {
      assertThat(database.query("select max(sequence_number) = count(*) from ledger_entries"))
          .containsExactly("t");
    }
  }

  @OnEveryPostgres
  void every_entry_that_the_ancestor_wrote_passes_one_by_one(TestDatabase database)
      throws SQLException {
    database.execute("create table staging (like public.ledger_entries including defaults)");
    database.load("v3.0-ledger_entries.csv", "staging");
    database.execute(
        "do $$ begin for n in 1..210 loop insert into public.ledger_entries"
            + " select * from staging where sequence_number = n; end loop; end $$");
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("210");
  }

  @OnEveryPostgres
  void a_forged_entry_is_refused_in_every_way_it_can_be_forged(TestDatabase database)
      throws SQLException {
    Ledger.append(database, 2);
    Map<String, String> refused =
        Map.ofEntries(
            Map.entry(insert(4, SECOND), GAP),
            Map.entry(insert(2, FIRST), "duplicate key"),
            Map.entry(insert(0, Ledger.ZEROS), FORK),
            Map.entry(insert(3, FIRST), LINK),
            Map.entry(insert(3, Ledger.ZEROS), LINK),
            Map.entry(insert(3, SECOND.toUpperCase(java.util.Locale.ROOT)), LINK),
            Map.entry(Ledger.insert(Ledger.row(3, SECOND, "r3", FIRST)), "duplicate key"),
            Map.entry(Ledger.insert(Ledger.row(3, SECOND, "r3", Ledger.ZEROS)), HASH),
            Map.entry(insert(3, SECOND).replace("CLEAR", "FLAG"), HASH),
            Map.entry(insert(3, SECOND).replace("12:00:00+00", "12:00:00.000001+00"), HASH),
            Map.entry(insert(3, SECOND).replace("12:00:00+00", "12:00:00+01"), HASH),
            Map.entry(insert(3, SECOND).replace("2026-11-20 12:00:00+00", "infinity"), HASH),
            Map.entry(insert(3, SECOND).replace("12:00:00+00", "12:00:00+00 BC"), HASH),
            Map.entry(insert(3, SECOND) + ", " + Ledger.row(5, SECOND, "r5"), GAP));
    for (Map.Entry<String, String> attempt : refused.entrySet()) {
      assertThatThrownBy(() -> database.execute(attempt.getKey()))
          .as(attempt.getKey())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(attempt.getValue());
      assertThatThrownBy(() -> replica(database, attempt.getKey()))
          .as("as a replica: %s", attempt.getKey())
          .hasMessageContaining(attempt.getValue());
    }
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("2");
    database.execute(insert(3, SECOND));
  }

  @Test
  void one_bad_entry_refuses_the_statement_it_came_in_and_is_named(TestDatabase database) {
    String third = Ledger.hash(3, SECOND, "r3");
    String batch =
        Ledger.insert(
            Ledger.row(3, SECOND, "r3"),
            Ledger.row(1, Ledger.ZEROS, "r1"),
            Ledger.row(4, third, "r4", FIRST.replace('a', 'b')),
            Ledger.row(2, FIRST, "r2"));
    assertThatThrownBy(() -> database.execute(batch))
        .hasMessageContaining("ledger_entries refuses entry 4: " + HASH)
        .hasMessageContaining("computed " + Ledger.hash(4, third, "r4"));
  }

  @Test
  void a_batch_may_come_in_any_order(TestDatabase database) throws SQLException {
    database.execute(Ledger.insert(Ledger.row(2, FIRST, "r2"), Ledger.row(1, Ledger.ZEROS, "r1")));
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("2");
  }

  @Test
  void a_trigger_that_edits_before_the_insert_is_found_out(TestDatabase database)
      throws SQLException {
    database.execute(
        """
        create function edit() returns trigger language plpgsql as
          $$ begin new.verdict := 'FLAG'; return new; end $$;
        create trigger a_friendly_name before insert on ledger_entries
          for each row execute function edit();
        """);
    assertThatThrownBy(() -> database.execute(insert(1, Ledger.ZEROS))).hasMessageContaining(HASH);
    assertThatThrownBy(() -> replica(database, insert(1, FIRST))).hasMessageContaining(LINK);
  }

  @OnEveryPostgres
  void no_setting_of_the_session_changes_what_is_accepted(TestDatabase database)
      throws SQLException {
    database.execute(
        """
        create function public.to_json(text) returns json language sql
          as $$ select pg_catalog.to_json('forged'::text) $$;
        create function public.sha256(text) returns bytea language sql as $$ select ''::bytea $$;
        create schema hostile;
        create function hostile.to_json(text) returns json language sql
          as $$ select pg_catalog.to_json('forged'::text) $$;
        create table hostile.ledger_entries (like public.ledger_entries);
        create function hostile.insert_under(statement text) returns void language plpgsql
          set datestyle = 'SQL, DMY'
          set timezone = 'Asia/Kathmandu' set intervalstyle = 'sql_standard'
          set standard_conforming_strings = off set search_path = hostile, public, pg_catalog
          set extra_float_digits = 0 set bytea_output = 'escape' set lc_time = 'C'
          as $$ begin execute statement; end $$;
        """);
    try (Connection connection = database.connect();
        var call = connection.prepareStatement("select hostile.insert_under(?)")) {
      call.setString(1, Ledger.insert(Ledger.row(1, Ledger.ZEROS, "r1", FIRST.replace('1', '2'))));
      assertThatThrownBy(call::execute).hasMessageContaining(HASH);
      call.setString(1, insert(1, Ledger.ZEROS));
      call.execute();
    }
    assertThat(database.query("select count(*) from public.ledger_entries")).containsExactly("1");
  }

  @Test
  void without_its_unique_constraint_the_table_still_refuses_a_fork(TestDatabase database)
      throws Exception {
    Ledger.append(database, 2);
    database.execute(
        "alter table ledger_entries drop constraint ledger_entries_sequence_number_key");
    assertThatThrownBy(() -> database.execute(Ledger.insert(Ledger.row(2, FIRST, "other"))))
        .hasMessageContaining("entry 2: " + FORK);
    assertThatThrownBy(
            () ->
                database.execute(
                    Ledger.insert(Ledger.row(3, SECOND, "r3"), Ledger.row(3, SECOND, "other"))))
        .hasMessageContaining("entry 3: " + FORK);
    String third = Ledger.insert(Ledger.row(3, SECOND, "one"));
    String fork = Ledger.insert(Ledger.row(3, SECOND, "other"));
    assertThatThrownBy(() -> whileUncommitted(database, third, fork))
        .rootCause()
        .hasMessageContaining("entry 3: " + FORK);
    assertThat(database.query("select reasoning from ledger_entries where sequence_number = 3"))
        .containsExactly("one");
  }

  @Test
  void the_next_entry_waits_for_the_one_before_it(TestDatabase database) throws Exception {
    Ledger.append(database, 1);
    String second = Ledger.insert(Ledger.row(2, FIRST, "r2"));
    String third = Ledger.insert(Ledger.row(3, SECOND, "r3"));
    whileUncommitted(database, second, third);
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("3");
  }

  @Test
  void an_entry_cut_out_of_the_middle_cannot_be_put_back_as_another(TestDatabase database)
      throws SQLException {
    Ledger.append(database, 3);
    database.execute(
        "alter table ledger_entries disable trigger ledger_block_delete;"
            + "delete from ledger_entries where sequence_number = 2");
    assertThatThrownBy(() -> database.execute(Ledger.insert(Ledger.row(2, FIRST, "other"))))
        .hasMessageContaining("entry 2: " + FORK);
  }

  @Test
  void a_clock_that_steps_back_loses_no_entry(TestDatabase database) throws SQLException {
    Ledger.append(database, 1);
    String payload = hashAt(2, FIRST, "2001-01-01T00:00:00.000010+00:00");
    database.execute(
        Ledger.insert(Ledger.row(2, FIRST, "r2", payload))
            .replace("2026-11-20 12:00:00+00", "2001-01-01 00:00:00.00001+00"));
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("2");
  }

  private static String hashAt(long sequence, String previous, String timestamp) {
    String payload =
        "{\"kg_version\":null,\"previous_hash\":\"%s\",\"reasoning\":\"r2\",\"rule_id\":null,"
                .formatted(previous)
            + "\"sequence_number\":%d,\"ski_model_version\":\"m\",\"telemetry_hash\":\"%s\","
                .formatted(sequence, Ledger.ZEROS)
            + "\"telemetry_id\":\"t\",\"timestamp\":\"%s\",".formatted(timestamp)
            + "\"track\":null,\"verdict\":\"CLEAR\"}";
    return Ledger.hex(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String insert(long sequence, String previous) {
    return Ledger.insert(Ledger.row(sequence, previous, "r" + sequence));
  }

  private static void replica(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(sql);
    }
  }

  /** Runs the second statement while the first is inserted but not committed, then commits it. */
  private static void whileUncommitted(TestDatabase database, String first, String second)
      throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(first);
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () -> {
                try {
                  database.execute(second);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      String waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted";
      while (database.query(waiting).contains("0") && !other.isDone()) {
        Thread.sleep(5);
      }
      assertThat(other).isNotDone();
      connection.commit();
      other.get(30, TimeUnit.SECONDS);
    }
  }
}
