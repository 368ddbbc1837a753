package org.auditledger.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.journal.WrittenJournal.FIRST;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Noted;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A hold is in the journal and, for the drop function, in a table that repeats the journal. */
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
class HoldsTest {

  private static final Instant FROM = Instant.parse("2020-05-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2020-05-02T00:00:00Z");
  private static final String DROP =
      "select public.drop_buffer_partitions_older_than('2021-01-01')";

  private final Recorder recorder = Journals.recorder(FIRST);

  @OnEveryPostgres
  void the_drop_function_keeps_what_is_on_hold_until_that_is_released(TestDatabase database)
      throws SQLException {
    database.execute("alter database " + database.name() + " set timezone = 'Asia/Kathmandu'");
    Journals.begin(database, recorder, FIRST, 1);
    makePartition(database);
    place(database, hold("all", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(database.query(DROP)).containsExactly("0");
    release(database, "all");
    // Its last moment is the partition's first: it is included.
    place(database, hold("touches", Optional.of("x"), Optional.empty(), Optional.of(FROM)));
    assertThat(database.query(DROP)).containsExactly("0");
    assertThat(differences(database).first()).isEmpty();
    release(database, "touches");
    // And the partition's end is not in it.
    place(database, hold("later", Optional.empty(), Optional.of(TO), Optional.empty()));
    assertThat(differences(database).first()).isEmpty();
    assertThat(database.query(DROP)).containsExactly("1");
    Journals.assertWhole(database, 8, FIRST);
  }

  @Test
  void a_hold_of_a_tenant_is_kept_from_moment_to_moment(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    HoldPlaced hold =
        new HoldPlaced(
            "case-7",
            "litigation",
            Optional.of("default"),
            Optional.of("stack-0"),
            Optional.of(FROM),
            Optional.of(TO.plusNanos(1_000)),
            Optional.of(TO));
    assertThat(place(database, hold).position()).isEqualTo(2);
    assertThat(release(database, "case-7").position()).isEqualTo(3);
    assertThat(place(database, hold).position()).isEqualTo(4);
    assertThat(
            database.query(
                "select concat_ws(' ', position, tenant_id, first_ts at time zone 'UTC', last_ts"
                    + " at time zone 'UTC') from audit_ledger.holds order by position"))
        .containsExactly(
            "2 default 2020-05-01 00:00:00 2020-05-02 00:00:00.000001",
            "4 default 2020-05-01 00:00:00 2020-05-02 00:00:00.000001");
    assertThat(database.query("select position, hold from audit_ledger.hold_releases"))
        .containsExactly("3");
    assertThat(differences(database).first()).isEmpty();
  }

  @Test
  void what_is_refused_leaves_nothing(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    place(database, hold("case-7", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThatThrownBy(
            () ->
                place(
                    database, hold("case-7", Optional.empty(), Optional.of(FROM), Optional.of(TO))))
        .isInstanceOf(HoldRefusedException.class)
        .hasMessageContainingAll(
            "no hold is placed: there is one named case-7",
            "statement 2 of the journal placed it: litigation",
            "give the new one another name, or release that one first");
    HoldPlaced ofNobody =
        new HoldPlaced(
            "case-8",
            "litigation",
            Optional.of("defualt"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> place(database, ofNobody))
        .isInstanceOf(HoldRefusedException.class)
        .hasMessageContainingAll(
            "no hold is placed: there is no tenant defualt",
            "it would cover nothing",
            "audit-ledger tenant list names the tenants");
    assertThatThrownBy(() -> release(database, "case-9"))
        .isInstanceOf(HoldRefusedException.class)
        .hasMessageContainingAll(
            "no hold is released: none named case-9 is in force",
            "in force are case-7",
            "audit-ledger retention status lists them");
    Journals.assertWhole(database, 2, FIRST);
    assertThat(database.query("select position from audit_ledger.holds")).containsExactly("2");
    release(database, "case-7");
    assertThatThrownBy(() -> release(database, "case-7"))
        .isInstanceOf(HoldRefusedException.class)
        .hasMessageContaining("there are none");
  }

  @OnEveryPostgres
  void a_row_that_no_statement_says_is_named(TestDatabase database) throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    makePartition(database);
    place(database, hold("case-7", Optional.empty(), Optional.of(FROM), Optional.empty()));
    assertThat(differences(database).first()).isEmpty();
    database.execute("alter database " + database.name() + " set timezone = 'Asia/Kathmandu'");
    database.execute(
        "insert into audit_ledger.holds values (2, 'x', '-infinity', '0044-03-15 BC');"
            + "insert into audit_ledger.hold_releases values (3, 2);"
            + "insert into audit_ledger.retention values (4, 'default', 1);"
            + "insert into audit_ledger.partitions values (4, 'q', '2020-05-01+00', 'infinity')");
    assertThat(differences(database).first())
        .containsExactlyInAnyOrder(
            "no statement says this: release of the hold of statement 2, statement 3",
            "no statement says this: hold on tenant x from -infinity to 0044-03-15 00:00:00+00 BC,"
                + " statement 2",
            "no statement says this: retention of tenant default, 1 days, statement 4",
            "no statement says this: partition q from 2020-05-01T00:00:00.000000Z to infinity,"
                + " statement 4");
  }

  @Test
  void rows_that_were_changed_or_tables_that_are_gone_are_named(TestDatabase database)
      throws SQLException {
    Journals.begin(database, recorder, FIRST, 1);
    makePartition(database);
    place(database, hold("case-7", Optional.empty(), Optional.of(FROM), Optional.empty()));
    database.execute(
        "alter table audit_ledger.holds disable trigger user;"
            + "update audit_ledger.holds set first_ts = 'infinity', last_ts = 'infinity'");
    assertThat(differences(database).first())
        .containsExactly(
            "no statement says this: hold on all tenants from infinity to infinity, statement 4",
            "this is not there: hold on all tenants from 2020-05-01T00:00:00.000000Z to infinity,"
                + " statement 4");
    // What the function reads through an heir counts, too.
    database.execute(
        "update audit_ledger.holds set first_ts = '2020-05-01+00';"
            + "create table public.heir () inherits (audit_ledger.holds);"
            + "insert into public.heir values (1, null, '-infinity', 'infinity')");
    assertThat(differences(database).first())
        .containsExactly(
            "no statement says this: hold on all tenants from -infinity to infinity, statement 1");
    database.execute("drop table audit_ledger.hold_releases, public.heir");
    assertThat(differences(database).first())
        .containsExactly("table audit_ledger.hold_releases is not there");
  }

  private void makePartition(TestDatabase database) throws SQLException {
    database.execute(
        "create table public.old partition of public.telemetry_buffer for values"
            + " from ('2020-05-01+00') to ('2020-05-02+00')");
    try (Connection connection = Journals.transaction(database)) {
      List<JournalHead> unused =
          PartitionTable.record(
              recorder, connection, List.of(new PartitionCreated("old", FROM, TO, true)));
      unused =
          RetentionTable.record(
              recorder,
              connection,
              List.of(new TenantRetentionSet("default", 30, OptionalLong.empty(), true)));
      connection.commit();
    }
  }

  private static HoldPlaced hold(
      String name, Optional<String> subject, Optional<Instant> from, Optional<Instant> to) {
    return new HoldPlaced(
        name, "litigation", Optional.empty(), subject, from, to, Optional.empty());
  }

  private JournalHead place(TestDatabase database, HoldPlaced hold) throws SQLException {
    try (Connection connection = Journals.transaction(database)) {
      JournalHead head = HoldTable.place(recorder, connection, hold);
      connection.commit();
      return head;
    }
  }

  private JournalHead release(TestDatabase database, String name) throws SQLException {
    try (Connection connection = Journals.transaction(database)) {
      JournalHead head = HoldTable.release(recorder, connection, new HoldReleased(name, "settled"));
      connection.commit();
      return head;
    }
  }

  private static Noted<String> differences(TestDatabase database) throws SQLException {
    RetentionCache cache = new RetentionCache();
    try (Connection connection = Journals.transaction(database)) {
      JournalReader unused =
          JournalTable.read(connection, WrittenJournal.trust(FIRST), cache::accept);
      connection.createStatement().execute("set local timezone = 'UTC'");
      return cache.differences(connection);
    }
  }
}
