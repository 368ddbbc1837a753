package org.auditledger.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.journal.WrittenJournal.FIRST;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What the drop function looks up stands under the position of the statement that says it. */
@OnPostgres
@Template({
  Journals.CONTROL,
  "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql",
  "/org/auditledger/migrations/ledger/deploy/V2__telemetry_buffer.sql",
  "/org/auditledger/migrations/ledger/deploy/V2_1__schema_version_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3__transcript_columns.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_1__verifier_status_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_2__signing_key_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_3__transcript_checks.sql",
  "/org/auditledger/migrations/ledger/deploy/V4__guards.sql"
})
class CachedFactsTest {

  private static final String PARTITIONS =
      "select position || ' ' || name || ' ' || lower_bound || ' ' || upper_bound"
          + " from audit_ledger.partitions order by name collate \"C\"";
  private static final String BUFFER = "partition of public.telemetry_buffer for values from ";

  private final Recorder recorder = Journals.recorder(FIRST);

  @Test
  void what_is_created_and_set_is_recorded_and_noted_in_one_transaction(TestDatabase database)
      throws SQLException {
    database.execute("alter database " + database.name() + " set timezone = 'Asia/Kathmandu'");
    Journals.begin(database, recorder, FIRST, 1);
    PartitionCreated created =
        new PartitionCreated(
            "p",
            Instant.parse("2026-05-01T00:00:00Z"),
            Instant.parse("2026-05-02T00:00:00.000001Z"),
            false);
    TenantRetentionSet set = new TenantRetentionSet("default", 90, OptionalLong.of(30), false);
    try (Connection connection = Journals.transaction(database)) {
      PartitionTable.record(recorder, connection, List.of(created));
      RetentionTable.record(recorder, connection, List.of(set));
      connection.rollback();
      assertThat(PartitionTable.record(recorder, connection, List.of(created)).get(0).position())
          .isEqualTo(2);
      assertThat(RetentionTable.record(recorder, connection, List.of(set)).get(0).position())
          .isEqualTo(3);
      connection.createStatement().execute("set local timezone = 'UTC'");
      connection.commit();
    }
    Journals.assertWhole(database, 3, FIRST);
    assertThat(
            database.query(
                "select position || ' ' || name || ' ' || (lower_bound at time zone 'UTC') || ' '"
                    + " || (upper_bound at time zone 'UTC') from audit_ledger.partitions"))
        .containsExactly("2 p 2026-05-01 00:00:00 2026-05-02 00:00:00.000001");
    assertThat(
            database.query(
                "select position || ' ' || tenant_id || ' ' || days from audit_ledger.retention"))
        .containsExactly("3 default 90");
  }

  @OnEveryPostgres
  void partitions_that_are_found_are_noted_with_the_bounds_that_they_have(TestDatabase database)
      throws SQLException {
    database.execute(
        "do $$ declare p regclass; begin for p in select inhrelid from pg_inherits"
            + " where inhparent = 'public.telemetry_buffer'::regclass"
            + " loop execute 'drop table ' || p; end loop; end $$");
    database.execute(
        "create table public.\"a 'quoted' one\" "
            + BUFFER
            + "('2026-05-01+00') to ('2026-05-03+00');"
            + ("create table public.early " + BUFFER + "(minvalue) to ('2026-05-01+00');")
            + ("create table public.late " + BUFFER + "('2026-06-01+00') to (maxvalue);")
            + "create table public.rest partition of public.telemetry_buffer default;"
            + "create table public.stranger ()");
    database.execute("alter database " + database.name() + " set timezone = 'America/St_Johns'");
    Journals.begin(database, recorder, FIRST, 1);
    JournalHead adopted = new JournalHead(1, Journals.read(database).head().hash());
    try (Connection connection = Journals.transaction(database)) {
      List<String> attached = PartitionTable.attached(connection);
      assertThat(attached).containsExactly("a 'quoted' one", "early", "late");
      PartitionTable.found(connection, adopted, attached);
      connection.commit();
      assertThatThrownBy(() -> PartitionTable.found(connection, adopted, List.of("stranger")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("0 of 1 partitions are attached to the buffer");
    }
    database.execute("alter database " + database.name() + " set timezone = 'UTC'");
    assertThat(database.query(PARTITIONS))
        .containsExactly(
            "1 a 'quoted' one 2026-05-01 00:00:00+00 2026-05-03 00:00:00+00",
            "1 early -infinity 2026-05-01 00:00:00+00",
            "1 late 2026-06-01 00:00:00+00 infinity");
  }

  @OnEveryPostgres
  void the_drop_function_drops_what_was_noted(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    database.execute(
        "create table public.early "
            + BUFFER
            + "('2020-05-01+00') to ('2020-05-02+00');"
            + "create table public.other "
            + BUFFER
            + "('2020-05-02+00') to ('2020-05-03+00')");
    String drop = "select public.drop_buffer_partitions_older_than('2021-01-01')";
    assertThatThrownBy(() -> database.query(drop)).hasMessageContaining("the journal knows");
    try (Connection connection = Journals.transaction(database)) {
      PartitionTable.found(
          connection, new JournalHead(1, Journals.read(database).head().hash()), List.of("early"));
      PartitionTable.record(
          recorder,
          connection,
          List.of(
              new PartitionCreated(
                  "other",
                  Instant.parse("2020-05-02T00:00:00Z"),
                  Instant.parse("2020-05-03T00:00:00Z"),
                  true)));
      connection.commit();
    }
    assertThat(database.query(drop)).containsExactly("2");
  }
}
