package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A partition of the buffer changes as little as the ledger, and leaves only when it may. */
@OnPostgres
class BufferPartitionsTest {

  private static final String DROP =
      "select drop_buffer_partitions_older_than(now() - interval '1 hour')";
  private static final String OLD =
      "create table telemetry_buffer_2026_01_0%1$d partition of telemetry_buffer"
          + " for values from ('2026-01-0%1$d 00:00+00') to ('2026-01-0%2$d 00:00+00')";
  private static final String ROW =
      "insert into telemetry_buffer (tenant_id, subject, telemetry_id, telemetry_ts, received_ts,"
          + " measurement, measurement_hash) values ('%s', 'é\"', e't\\n', '2026-01-0%d 12:00+00',"
          + " '2026-01-08 00:00:00.5+00', '{\"b\": 1.10, \"a\": null}', 'h%d')";

  /** The row form of every row, put together here. */
  private static final String LEAVES =
      """
      select '{"_form":"audit-ledger/buffer/1","id":' || id
        || ',"measurement":{"a": null, "b": 1.10},"measurement_hash":"' || trim(measurement_hash)
        || '","received_ts":"2026-01-08T00:00:00.500000Z","schema_version":"0.2.0"'
        || ',"subject":"é\\"","telemetry_id":"t\\n"'
        || ',"telemetry_ts":"2026-01-01T12:00:00.000000Z","tenant_id":"' || tenant_id || '"}'
      from telemetry_buffer_2026_01_01 order by tenant_id collate "C", id
      """;

  @OnEveryPostgres
  void the_first_partitions_are_utc_days_whatever_the_session_says(TestDatabase database)
      throws SQLException {
    Migration.BASELINE.deploy(database);
    Migration.inOneTransaction(
        database,
        "set local timezone = 'Pacific/Kiritimati'",
        "set local search_path = pg_catalog",
        Migration.BUFFER.script("deploy"));
    LocalDate today =
        LocalDate.parse(database.query("select (now() at time zone 'UTC')::date").get(0));
    List<String> expected = new ArrayList<>();
    for (int ahead = 0; ahead < 8; ahead++) {
      LocalDate day = today.plusDays(ahead);
      expected.add(
          "telemetry_buffer_%s %s %s"
              .formatted(
                  day.toString().replace('-', '_'),
                  day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                  day.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC)));
    }
    String bounds =
        "select concat_ws(' ', inhrelid::regclass, extract(epoch from"
            + " substring(pg_get_expr(relpartbound, inhrelid) from 'FROM [(]''(.*)''[)] TO')"
            + "::timestamptz)::bigint, extract(epoch from"
            + " substring(pg_get_expr(relpartbound, inhrelid) from 'TO [(]''(.*)''[)]')"
            + "::timestamptz)::bigint) from pg_inherits join pg_class on pg_class.oid = inhrelid"
            + " where inhparent = 'telemetry_buffer'::regclass order by 1";
    assertThat(database.query(bounds)).isEqualTo(expected);
    Migration.BUFFER.deploy(database);
    assertThat(database.query(bounds)).isEqualTo(expected);
  }

  @OnEveryPostgres
  void a_partition_keeps_its_guards_alone_and_detached(TestDatabase database) throws SQLException {
    String part = ready(database);
    for (String state : List.of("attached", "detached")) {
      for (String operation :
          List.of("update %s set subject = 'x'", "delete from %s", "truncate %s")) {
        for (String role : List.of("origin", "replica")) {
          assertThatThrownBy(
                  () ->
                      Migration.inOneTransaction(
                          database,
                          "set local session_replication_role = " + role,
                          operation.formatted(part)))
              .as(state + " " + operation)
              .hasMessageMatching(
                  "(?s)ERROR: " + part + " is append-only; [A-Z]+ is not permitted.*");
        }
      }
      if (state.equals("attached")) {
        database.execute("alter table telemetry_buffer detach partition " + part);
      }
    }
  }

  @OnEveryPostgres
  void what_the_journal_knows_and_nobody_needs_is_dropped_with_a_record(TestDatabase database)
      throws SQLException {
    String part = ready(database);
    database.execute(ROW.formatted("default", 1, 2));
    List<String> leaves = database.query(LEAVES);
    assertThat(leaves).hasSize(3);
    final String digest = root(leaves);
    journalled(database, part);
    Migration.inOneTransaction(
        database, "set local timezone = 'Asia/Tokyo'", "set local role ski_buffer_admin", DROP);
    assertThat(database.query("select to_regclass('" + part + "')")).containsOnlyNulls();
    assertThat(
            database.query(
                "select concat_ws(' ', name, extract(epoch from lower_bound)::bigint,"
                    + " extract(epoch from upper_bound)::bigint, row_count,"
                    + " extract(epoch from first_ts)::bigint, digest, dropped_by = session_user)"
                    + " from audit_ledger.partition_drops"))
        .containsExactly(part + " 1767225600 1767312000 3 1767268800 " + digest + " t");
  }

  @OnEveryPostgres
  void what_must_stay_stays(TestDatabase database) throws SQLException {
    String part = ready(database);
    refuses(database, DROP, "retention of tenant Zoe is not the one in the journal");
    database.execute(ControlSetTest.statement(1));
    database.execute(
        "insert into audit_ledger.retention values (1, 'default', 29), (1, 'Zoe', 30)");
    refuses(database, DROP, "retention of tenant default is not the one in the journal");
    database.execute(
        ControlSetTest.statement(2)
            + ";insert into audit_ledger.retention values (2, 'default', 30)");
    refuses(database, DROP, part + " is not a partition that the journal knows");
    database.execute(
        "insert into audit_ledger.partitions values (2, '"
            + part
            + "',"
            + " '2026-01-01 00:00+00', '2026-01-03 00:00+00')");
    refuses(database, DROP, part + " is not a partition that the journal knows");
    database.execute(
        ControlSetTest.statement(3)
            + ";insert into audit_ledger.partitions values (3, '"
            + part
            + "',"
            + " '2026-01-01 00:00+00', '2026-01-02 00:00+00')");

    String hold =
        "insert into audit_ledger.holds values (3, %s, '2026-01-01 23:59+00', 'infinity')";
    database.execute(hold.formatted("'Zoe'"));
    assertThat(database.query(DROP)).containsExactly("0");
    database.execute(
        ControlSetTest.statement(4)
            + ";insert into audit_ledger.hold_releases values (4, 3)"
            + ";update tenants set buffer_retention_days = 36500 where tenant_id = 'Zoe'"
            + ";insert into audit_ledger.retention values (4, 'Zoe', 36500)");
    assertThat(database.query(DROP)).containsExactly("0");
    database.execute("update tenants set buffer_retention_days = 30 where tenant_id = 'Zoe'");
    refuses(database, DROP, "retention of tenant Zoe is not the one in the journal");
    database.execute(
        ControlSetTest.statement(5) + ";insert into audit_ledger.retention values (5, 'Zoe', 30)");
    String early = "select drop_buffer_partitions_older_than('2026-01-01 23:59:59+00')";
    assertThat(database.query(early)).containsExactly("0");
    assertThat(database.query("select count(*) from " + part)).containsExactly("2");
    assertThat(database.query("select * from audit_ledger.partition_drops")).isEmpty();
    assertThat(database.query(DROP)).containsExactly("1");
  }

  @Test
  void no_cutoff_in_the_future_and_no_drop_without_records(TestDatabase database)
      throws SQLException {
    Migration.deployAll(database, Migration.LEDGER);
    refuses(database, "select drop_buffer_partitions_older_than(null)", "not in the past");
    refuses(
        database,
        "select drop_buffer_partitions_older_than(now() + interval '1 second')",
        "not in the past");
    refuses(database, DROP, "schema audit_ledger, which holds the records of drops, is not there");
  }

  @Test
  void version_2_alone_drops_by_retention_only(TestDatabase database) throws SQLException {
    Migration.deployAll(database, Migration.upTo(Migration.ERA_INDEX));
    database.execute(OLD.formatted(1, 2));
    database.execute(OLD.formatted(2, 3));
    database.execute("insert into tenants values ('long', 'l', 36500)");
    database.execute(ROW.formatted("long", 1, 0));
    database.execute(ROW.formatted("default", 2, 0));
    refuses(
        database,
        "select drop_buffer_partitions_older_than(now() + interval '1 second')",
        "not in the past");
    assertThat(database.query(DROP)).containsExactly("1");
    assertThat(database.query("select to_regclass('telemetry_buffer_2026_01_01')"))
        .doesNotContainNull();
  }

  @Test
  void the_digest_is_the_tree_of_any_number_of_rows(TestDatabase database) throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    database.execute(OLD.formatted(1, 2));
    for (int rows = 0; rows <= 18; rows++) {
      assertThat(
              database.query(
                  "select concat_ws(' ', row_count, digest)"
                      + " from buffer_partition_evidence('telemetry_buffer_2026_01_01')"))
          .containsExactly(rows + " " + root(database.query(LEAVES)));
      database.execute(ROW.formatted("default", 1, 0));
    }
  }

  /** All migrations, and one old partition with a row of each of two tenants. */
  private static String ready(TestDatabase database) throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    database.execute(OLD.formatted(1, 2));
    Migration.GUARDS.deploy(database);
    database.execute("insert into tenants values ('Zoe', 'z', 30)");
    database.execute(ROW.formatted("Zoe", 1, 0));
    database.execute(ROW.formatted("default", 1, 1));
    return "telemetry_buffer_2026_01_01";
  }

  private static void journalled(TestDatabase database, String part) throws SQLException {
    database.execute(
        ControlSetTest.statement(1)
            + ";insert into audit_ledger.retention values (1, 'default', 30), (1, 'Zoe', 30)"
            + ";insert into audit_ledger.partitions values (1, '"
            + part
            + "',"
            + " '2026-01-01 00:00+00', '2026-01-02 00:00+00')");
  }

  private static void refuses(TestDatabase database, String sql, String because) {
    assertThatThrownBy(() -> database.execute(sql)).as(sql).hasMessageContaining(because);
  }

  /** The RFC's definition, literally: split at the largest power of two below the count. */
  private static String root(List<String> leaves) {
    return java.util.HexFormat.of().formatHex(node(leaves));
  }

  private static byte[] node(List<String> leaves) {
    int count = leaves.size();
    if (count == 0) {
      return Ledger.sha256(new byte[0]);
    }
    if (count == 1) {
      return Ledger.sha256(joined(0, leaves.get(0).getBytes(StandardCharsets.UTF_8), new byte[0]));
    }
    int split = Integer.highestOneBit(count - 1);
    return Ledger.sha256(
        joined(1, node(leaves.subList(0, split)), node(leaves.subList(split, count))));
  }

  private static byte[] joined(int prefix, byte[] left, byte[] right) {
    byte[] all = new byte[1 + left.length + right.length];
    all[0] = (byte) prefix;
    System.arraycopy(left, 0, all, 1, left.length);
    System.arraycopy(right, 0, all, 1 + left.length, right.length);
    return all;
  }
}
