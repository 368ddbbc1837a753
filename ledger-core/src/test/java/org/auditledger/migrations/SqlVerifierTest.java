package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * The verifier inside the database finds every change of the chain, and none where there is none.
 */
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
class SqlVerifierTest {

  private static final String ALL =
      "select concat_ws(' ', sequence_number, defect) from public.ledger_verify(null, null)";

  @OnEveryPostgres
  void genuine_entries_have_no_defect_in_any_session(TestDatabase database) throws SQLException {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    assertThat(database.query(ALL)).isEmpty();
    assertThat(database.query("select * from public.ledger_verify(1, 210)")).isEmpty();
    assertThat(database.query("select * from public.ledger_verify(100, 150)")).isEmpty();
    database.execute(
        "create function public.to_json(text) returns json language sql"
            + " as $$ select '1'::json $$");
    for (String zone : new String[] {"UTC", "Asia/Kathmandu", "America/St_Johns"}) {
      for (String style : new String[] {"ISO, MDY", "SQL, DMY", "German", "Postgres, YMD"}) {
        database.execute(
            ("create or replace function public.verify() returns setof text language plpgsql set"
                 + " timezone = '%s' set datestyle = '%s' set search_path = public, pg_catalog set"
                 + " standard_conforming_strings = off set enable_seqscan = off as $$ begin return"
                 + " query %s; end $$")
                .formatted(zone, style, ALL));
        assertThat(database.query("select * from public.verify()")).as(zone + style).isEmpty();
      }
    }
  }

  @OnEveryPostgres
  void every_hashed_column_of_every_entry_is_covered(TestDatabase database) throws SQLException {
    Ledger.append(database, 5);
    for (String change :
        new String[] {
          "timestamp = timestamp + interval '1 microsecond'",
          "timestamp = 'infinity'",
          "verdict = 'FLAG'",
          "telemetry_id = telemetry_id || ' '",
          "telemetry_hash = repeat('1', 64)",
          "rule_id = ''",
          "knowledge_graph_version = ''",
          "ski_model_version = ''",
          "reasoning = null",
          "track = 'llm'",
        }) {
      assertThat(tampered(database, "update ledger_entries set %s where id = 3".formatted(change)))
          .as(change)
          .containsExactly("3 hash");
    }
    assertThat(tampered(database, "update ledger_entries set escalation_notes = 'x'")).isEmpty();
  }

  @Test
  void every_change_of_the_chain_is_named_where_it_is(TestDatabase database) throws SQLException {
    Ledger.append(database, 6);
    assertThat(tampered(database, "delete from ledger_entries where id in (3, 4)"))
        .containsExactly("3 missing");
    assertThat(tampered(database, "delete from ledger_entries where id = 1"))
        .containsExactly("1 missing");
    assertThat(
            tampered(
                database, "update ledger_entries set previous_hash = repeat('0', 64) where id = 2"))
        .containsExactly("2 hash", "2 link");
    assertThat(
            tampered(
                database, "update ledger_entries set entry_hash = repeat('0', 64) where id = 2"))
        .containsExactly("2 hash", "3 link");
    assertThat(tampered(database, "update ledger_entries set sequence_number = 9 where id = 6"))
        .containsExactly("6 missing", "9 hash");
    assertThat(tampered(database, "update ledger_entries set sequence_number = -9 where id = 6"))
        .containsExactly("-9 hash", "-9 number");
    assertThat(
            tampered(
                database,
                "alter table ledger_entries drop constraint ledger_entries_sequence_number_key;"
                    + Ledger.insert(Ledger.row(6, Ledger.hash(5, "x", "y"), "other"))))
        .contains("6 duplicate");
  }

  @Test
  void a_range_is_checked_at_both_ends(TestDatabase database) throws SQLException {
    Ledger.append(database, 6);
    String rehashed = Ledger.hash(3, Ledger.hash(2, Ledger.ZEROS, "x"), "r3");
    database.execute(
        "alter table ledger_entries disable trigger all;"
            + "update ledger_entries set entry_hash = '"
            + rehashed
            + "' where id = 3");
    String range =
        "select concat_ws(' ', sequence_number, defect, expected) from ledger_verify(%s)";
    assertThat(database.query(range.formatted("1, 2"))).isEmpty();
    assertThat(database.query(range.formatted("5, 6"))).isEmpty();
    assertThat(database.query(range.formatted("4, 6"))).containsExactly("4 link " + rehashed);
    assertThat(database.query(range.formatted("5, 9"))).containsExactly("7 missing 7 to 9");
    assertThat(database.query(range.formatted("8, 9"))).containsExactly("8 missing 8 to 9");
    assertThat(database.query(range.formatted("8, null"))).isEmpty();
    database.execute("delete from ledger_entries where id = 4");
    assertThat(database.query(range.formatted("5, 6"))).containsExactly("4 missing 4 to 4");
  }

  @Test
  void the_heap_is_read_and_not_an_index(TestDatabase database) throws SQLException {
    Ledger.append(database, 3);
    assertThat(
            database.query(
                "select setting from unnest((select proconfig from pg_proc"
                    + " where proname = 'ledger_verify')) setting where setting like 'enable_%'"))
        .containsExactlyInAnyOrder(
            "enable_seqscan=on",
            "enable_indexscan=off",
            "enable_indexonlyscan=off",
            "enable_bitmapscan=off");
  }

  /** What is found after a superuser changed the table; then all is as before. */
  private static java.util.List<String> tampered(TestDatabase database, String sql)
      throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("alter table ledger_entries disable trigger all");
      statement.execute(sql);
      var found = new java.util.ArrayList<String>();
      try (var rows = statement.executeQuery(ALL)) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      connection.rollback();
      return found;
    }
  }
}
