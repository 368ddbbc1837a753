package org.auditledger.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.buffer.BufferException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.TestSessions;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Telemetry is buffered a batch at a time, with the ancestor's hashes, or not at all. */
@OnPostgres
@HeadSchema
class BufferWriterTest {

  /** Whatever our clock says: it is the server's that counts. */
  private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofDays(-400));

  private static BufferWriter writer(TestDatabase database) {
    return BufferWriter.open(TestSessions.server(database), CLOCK);
  }

  private static TelemetryRecord record(Instant time, String... more) {
    String line =
        "{\"subject\":\"stack-1\",\"telemetry_id\":\"t\",\"telemetry_ts\":\""
            + time
            + "\",\"measurement\":{\"so2_ppm\":80.50}"
            + String.join("", more)
            + "}";
    return TelemetryRecord.parse(line.getBytes(UTF_8));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private static long count(TestDatabase database) throws SQLException {
    return Long.parseLong(database.query("select count(*) from telemetry_buffer").get(0));
  }

  @OnEveryPostgres
  void what_the_ancestor_has_buffered_is_written_the_same(TestDatabase database)
      throws SQLException {
    database.execute(
        "create table vectors (like telemetry_buffer);"
            + "create table telemetry_buffer_2026_11 partition of telemetry_buffer"
            + " for values from ('2026-10-01 00:00+00') to ('2026-11-09 00:00+00')");
    database.load("v0.2-telemetry_buffer.csv", "vectors");
    List<String> lines =
        database.query(
            "select json_build_object('tenant_id', tenant_id, 'subject', subject,"
                + " 'telemetry_id', telemetry_id, 'telemetry_ts', telemetry_ts,"
                + " 'measurement', measurement, 'measurement_hash', measurement_hash)::text"
                + " from vectors order by id");
    assertThat(lines).hasSize(24);
    try (BufferWriter writer = writer(database)) {
      for (int i = 0; i < lines.size(); i++) {
        // What the ancestor was given: jsonb forgets that it was a float.
        String line = lines.get(i).replace("10000000000000000", "1e16");
        writer.add(i + 1, TelemetryRecord.parse(line.getBytes(UTF_8)));
      }
      assertThat(writer.commit()).isEqualTo(24);
    }
    String columns =
        "select tenant_id, subject, telemetry_id, telemetry_ts, measurement::text,"
            + " measurement_hash, schema_version from ";
    assertThat(database.query(columns + "vectors except " + columns + "telemetry_buffer"))
        .isEmpty();
    assertThat(database.query("select 1 from telemetry_buffer where received_ts > now()"))
        .isEmpty();
    assertThat(count(database)).isEqualTo(24);
    String integer =
        lines.stream().filter(line -> line.contains("10000000000000000")).findFirst().orElseThrow();
    assertThatThrownBy(() -> TelemetryRecord.parse(integer.getBytes(UTF_8)))
        .hasMessageContaining("measurement_hash is aebd3206")
        .hasMessageContaining("computed ");
  }

  @OnEveryPostgres
  void a_tenants_clock_may_be_ahead_of_the_servers_by_so_much(TestDatabase database)
      throws SQLException {
    database.execute(
        "insert into tenants (tenant_id, display_name, buffer_retention_days,"
            + " max_clock_skew_seconds) values ('slow', 's', 30, 3600), ('strict', 's', 30, 0)");
    try (BufferWriter writer = writer(database)) {
      writer.add(1, record(now().plusSeconds(50)));
      writer.add(2, record(now().plusSeconds(3500), ",\"tenant_id\":\"slow\""));
      writer.add(3, record(now().minusSeconds(10), ",\"tenant_id\":\"strict\""));
      assertThat(writer.commit()).isEqualTo(3);
    }
    refused(database, record(now().plusSeconds(90)), "s ahead of the server's clock", "may be 60");
    refused(database, record(now().plusSeconds(3700), ",\"tenant_id\":\"slow\""), "may be 3600");
    refused(database, record(now().plusSeconds(5), ",\"tenant_id\":\"strict\""), "may be 0");
    refused(database, record(now(), ",\"tenant_id\":\"nobody\""), "there is no tenant nobody");
    // What came late is no matter of clocks.
    try (BufferWriter writer = writer(database)) {
      writer.add(1, record(now().minusSeconds(3)));
      database.execute("update tenants set max_clock_skew_seconds = 7200");
      writer.add(2, record(now().plusSeconds(30)));
      assertThat(writer.commit()).isEqualTo(2);
      writer.add(3, record(now().plusSeconds(7100)));
      assertThat(writer.commit()).as("the next batch asks again").isEqualTo(1);
    }
    assertThat(count(database)).isEqualTo(6);
  }

  private static void refused(TestDatabase database, TelemetryRecord record, String... why)
      throws SQLException {
    long before = count(database);
    try (BufferWriter writer = writer(database)) {
      writer.add(7, record(now()));
      assertThatThrownBy(() -> writer.add(8, record))
          .isInstanceOf(BufferException.class)
          .hasMessageContaining("record 8 was refused")
          .hasMessageContainingAll(why)
          .extracting(e -> List.of(((BufferException) e).trouble(), ((BufferException) e).number()))
          .isEqualTo(List.of(Trouble.RECORD, 8L));
    }
    assertThat(count(database)).isEqualTo(before);
  }

  @OnEveryPostgres
  void a_time_that_has_no_partition_is_named_and_so_is_what_makes_one(TestDatabase database)
      throws SQLException {
    Instant past = Instant.parse("2026-03-01T23:59:59.999999Z");
    List<String> next = new ArrayList<>();
    try (BufferWriter writer = writer(database)) {
      writer.add(11, record(now()));
      writer.add(12, record(past));
      writer.add(13, record(now()));
      assertThatThrownBy(writer::commit)
          .isInstanceOf(BufferException.class)
          .hasMessageContaining("record 12 was refused: telemetry_buffer has no partition for it")
          .satisfies(e -> assertThat(((BufferException) e).number()).isEqualTo(12))
          .satisfies(
              e -> assertThat(((BufferException) e).trouble()).isEqualTo(Trouble.NO_PARTITION))
          .satisfies(e -> next.add(((BufferException) e).explanation().next()));
    }
    assertThat(count(database)).isZero();
    assertThat(next)
        .containsExactly("make it with: audit-ledger partitions create --for 2026-03-01");
    database.execute(
        "create table telemetry_buffer_2026_03_01 partition of telemetry_buffer"
            + " for values from ('2026-03-01 00:00:00+00') to ('2026-03-02 00:00:00+00')");
    try (BufferWriter writer = writer(database)) {
      writer.add(1, record(past));
      assertThat(writer.commit()).isEqualTo(1);
    }
    assertThat(database.query("select count(*) from telemetry_buffer_2026_03_01"))
        .containsExactly("1");
  }

  @Test
  void a_batch_is_written_whole_however_large_it_is(TestDatabase database) throws SQLException {
    String large = "\"" + "x".repeat(2000) + "\"";
    TelemetryRecord record = record(now(), ",\"tenant_id\":\"default\"");
    TelemetryRecord big =
        TelemetryRecord.parse(
            ("{\"subject\":\"s\",\"telemetry_id\":\"t\",\"telemetry_ts\":\""
                    + now()
                    + "\",\"measurement\":{\"a\":"
                    + large
                    + "}}")
                .getBytes(UTF_8));
    try (BufferWriter writer = writer(database)) {
      for (int i = 1; i <= 3000; i++) {
        writer.add(i, big);
      }
      assertThatThrownBy(() -> writer.add(3001, record(now().plusSeconds(1000))))
          .hasMessageContaining("record 3001");
    }
    assertThat(count(database)).as("6 MB were sent before it").isZero();
    try (BufferWriter writer = writer(database)) {
      for (int i = 1; i <= 3000; i++) {
        writer.add(i, big);
      }
      assertThat(writer.commit()).isEqualTo(3000);
      assertThat(writer.commit()).isZero();
      writer.add(3001, record);
      assertThat(writer.commit()).isEqualTo(1);
      assertThatThrownBy(
              () -> {
                writer.add(1, record);
                writer.add(3, record);
              })
          .hasMessageContaining("3 does not follow 1");
    }
    assertThat(count(database)).isEqualTo(3001);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_DIES_BEFORE", "CLIENT_DIES_AFTER"})
  void after_a_death_a_batch_is_there_or_not_and_doubt_is_said(Fault fault, TestDatabase database)
      throws SQLException {
    int requests;
    try (FaultProxy proxy = FaultProxy.counting(database)) {
      Outcome outcome = twoBatches(proxy.database());
      assertThat(outcome).isEqualTo(new Outcome(6, false));
      requests = proxy.requests();
    }
    assertThat(requests).isGreaterThan(5);
    boolean doubted = false;
    for (int at = 1; at <= requests; at++) {
      long before = count(database);
      try (FaultProxy proxy = FaultProxy.at(at, fault, database)) {
        Outcome outcome = twoBatches(proxy.database());
        proxy.settle();
        long written = count(database) - before;
        assertThat(written).as("request %d: %s", at, outcome).isIn(outcome.allowed());
        doubted |= outcome.doubt() && written > outcome.acknowledged();
      }
    }
    assertThat(doubted).isEqualTo(fault == Fault.CLIENT_DIES_AFTER);
  }

  private record Outcome(long acknowledged, boolean doubt) {
    List<Long> allowed() {
      return doubt ? List.of(acknowledged, acknowledged + 3) : List.of(acknowledged);
    }
  }

  private static Outcome twoBatches(TestDatabase database) {
    long acknowledged = 0;
    try (BufferWriter writer = writer(database)) {
      for (int i = 1; i <= 6; i++) {
        writer.add(i, record(now()));
        acknowledged += i % 3 == 0 ? writer.commit() : 0;
      }
    } catch (BufferException e) {
      assertThat(e.trouble()).isEqualTo(Trouble.UNKNOWN);
      return new Outcome(acknowledged, true);
    } catch (DatabaseException e) {
      return new Outcome(acknowledged, false);
    }
    return new Outcome(acknowledged, false);
  }

  @Test
  void a_ledger_without_a_buffer_is_refused_and_a_swallowing_trigger_found(TestDatabase database)
      throws SQLException {
    database.execute(
        "create function swallow() returns trigger language plpgsql as"
            + " 'begin return null; end';"
            + "create trigger swallow before insert on telemetry_buffer for each row"
            + " execute function swallow()");
    try (BufferWriter writer = writer(database)) {
      writer.add(1, record(now()));
      assertThatThrownBy(writer::commit).hasMessageContaining("1 rows were sent and 0 taken");
    }
    database.execute("alter table telemetry_buffer rename column subject to about");
    noBuffer(database, "no column \"subject\"");
    database.execute("drop table telemetry_buffer cascade");
    noBuffer(database, "there is no table public.telemetry_buffer");
  }

  private static void noBuffer(TestDatabase database, String why) {
    assertThatThrownBy(() -> writer(database))
        .isInstanceOf(BufferException.class)
        .hasMessageContainingAll(why, "audit-ledger migrate upgrade")
        .extracting(e -> ((BufferException) e).trouble())
        .isEqualTo(Trouble.NOT_A_BUFFER);
  }

  @Test
  void a_day_in_utc_is_what_the_partition_is_of(TestDatabase database) throws SQLException {
    LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    database.execute("update tenants set max_clock_skew_seconds = 200000");
    try (BufferWriter writer = writer(database)) {
      Instant midnight = tomorrow.atStartOfDay().toInstant(ZoneOffset.UTC);
      writer.add(1, record(midnight.minusNanos(1000)));
      writer.add(2, record(midnight));
      assertThat(writer.commit()).isEqualTo(2);
    }
    assertThat(
            database.query(
                "select tableoid::regclass || ' ' || count(*) from telemetry_buffer group by"
                    + " tableoid order by 1"))
        .containsExactly(
            "telemetry_buffer_" + tomorrow.minusDays(1).toString().replace('-', '_') + " 1",
            "telemetry_buffer_" + tomorrow.toString().replace('-', '_') + " 1");
  }
}
