package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TestSessions;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read of a partition is what it holds, and what the database's own function says. */
@OnPostgres
@HeadSchema
class PartitionReadingTest {

  @OnEveryPostgres
  void the_digest_is_that_of_the_function_that_drops_partitions(TestDatabase database)
      throws SQLException {
    Buffers.partition(database, Buffers.STRANGE);
    Buffers.tenants(database);
    assertThat(read(database, Buffers.STRANGE).contents())
        .isEqualTo(Buffers.evidence(database, Buffers.STRANGE));
    int count = Buffers.tricky(database);
    PartitionRecords records = read(database, Buffers.STRANGE);
    assertThat(records.contents()).isEqualTo(Buffers.evidence(database, Buffers.STRANGE));
    assertThat(records.contents().rows()).isEqualTo(count).isGreaterThan(40);
    assertThat(records.contents().first()).contains(Buffers.FROM);
    assertThat(records.tenants())
        .containsExactlyInAnyOrderElementsOf(
            database.query("select distinct tenant_id from telemetry_buffer"));
    assertThat(records.tenants()).hasSize(8);
    database.execute(
        "alter table telemetry_buffer detach partition " + Buffers.quoted(Buffers.STRANGE));
    assertThat(read(database, Buffers.STRANGE)).isEqualTo(records);
  }

  @Test
  void nothing_and_nobody_is_in_an_empty_one(TestDatabase database) throws SQLException {
    Buffers.partition(database, "empty");
    PartitionRecords records = read(database, "empty");
    assertThat(records.contents().rows()).isZero();
    assertThat(records.contents().first()).isEmpty();
    assertThat(records.contents().digest().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(records.tenants()).isEmpty();
  }

  @Test
  void an_index_that_lies_hides_nothing(TestDatabase database) throws SQLException {
    Buffers.partition(database, "p");
    // In the very order that is asked for.
    database.execute("create index on p (tenant_id collate \"C\", telemetry_ts, id)");
    Buffers.record(database, "default", "s", "seen");
    String indexes =
        "update pg_index set indisready = %s, indislive = %s where indrelid = 'p'::regclass";
    database.execute(indexes.formatted("false", "false"));
    Buffers.record(database, "default", "s", "hidden");
    database.execute(indexes.formatted("true", "true"));
    try (Session session = TestSessions.writing(database)) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set local enable_seqscan = off; set local enable_sort = off");
        try (ResultSet row =
            statement.executeQuery(
                "select count(*) from public.p where tenant_id = 'default'"
                    + " and telemetry_ts = '2026-01-01 12:00+00'")) {
          row.next();
          assertThat(row.getLong(1)).as("the index lies").isEqualTo(1);
        }
      }
      assertThat(PartitionReading.read(session, "p", Optional.empty()).contents().rows())
          .isEqualTo(2);
    }
  }

  @Test
  void holds_are_found_by_the_tenant_and_the_subject_of_one_record(TestDatabase database)
      throws SQLException {
    Buffers.partition(database, "p");
    database.execute("insert into tenants values ('acme', 'a', 30)");
    HoldPlaced all = hold("all", null, null);
    HoldPlaced acme = hold("acme", "acme", null);
    HoldPlaced pump = hold("pump", null, "pump");
    HoldPlaced both = hold("both", "acme", "pump");
    HoldPlaced mixed = hold("mixed", "default", "pump");
    HoldPlaced part = hold("part", null, "pum");
    List<HoldPlaced> holds = List.of(part, mixed, both, pump, acme, all);
    assertThat(held(database, holds)).containsExactly(all);
    Buffers.record(database, "acme", "valve", "1");
    Buffers.record(database, "default", "valve", "2");
    assertThat(held(database, holds)).containsExactly(all, acme);
    Buffers.record(database, "acme", "pump", "3");
    assertThat(held(database, holds)).containsExactlyInAnyOrder(all, acme, pump, both);
  }

  @Test
  void what_cannot_be_read_as_a_partition_is_refused_with_the_reason(TestDatabase database)
      throws SQLException {
    refuses(database, "none", "there is no table of this name in schema public");
    refuses(database, "telemetry_buffer", "it is no table that has records itself");
    refuses(database, "buffer_summary", "it is no table that has records itself");
    refuses(
        database,
        "ledger_entries",
        "it has not the columns of the buffer: no column \"tenant_id\"");
    database.execute(
        "alter table telemetry_buffer add column odd numeric; create table p partition of"
            + " telemetry_buffer for values from ('2026-01-01 00:00+00') to ('2026-01-02"
            + " 00:00+00')");
    refuses(database, "p", "no form has columns such as odd numeric");
  }

  @Test
  void a_record_without_a_canonical_form_is_named(TestDatabase database) throws SQLException {
    Buffers.partition(database, "p");
    database.execute(
        "insert into telemetry_buffer values (7, 'default', 's', 't', '2026-01-01 12:00+00',"
            + " 'infinity', '{}', 'h')");
    refuses(database, "p", "record 7: received_ts is infinitely far away in time");
  }

  private static HoldPlaced hold(String name, @Nullable String tenant, @Nullable String subject) {
    return new HoldPlaced(
        name,
        "test",
        Optional.ofNullable(tenant),
        Optional.ofNullable(subject),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<HoldPlaced> held(TestDatabase database, List<HoldPlaced> holds) {
    try (Session session = TestSessions.reading(database)) {
      return PartitionReading.read(session, "p", holds, Optional.empty()).held();
    }
  }

  private static PartitionRecords read(TestDatabase database, String table) {
    try (Session session = TestSessions.reading(database)) {
      return PartitionReading.read(session, table, Optional.empty());
    }
  }

  private static void refuses(TestDatabase database, String table, String why) {
    assertThatThrownBy(() -> read(database, table))
        .isInstanceOf(UnreadablePartitionException.class)
        .hasMessageStartingWith("partition " + table + " cannot be read, and stays\n" + why);
  }
}
