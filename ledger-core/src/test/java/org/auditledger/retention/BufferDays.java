package org.auditledger.retention;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.testing.TestDatabase;

/** Telemetry buffers for the tests. */
final class BufferDays {

  static final String CONTROL = "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql";
  private static final String LEDGER = "/org/auditledger/migrations/ledger/deploy/";
  static final String V1 = LEDGER + "V1__baseline.sql";
  static final String V2 = LEDGER + "V2__telemetry_buffer.sql";
  static final String V2_1 = LEDGER + "V2_1__schema_version_index.sql";
  static final String V3 = LEDGER + "V3__transcript_columns.sql";
  static final String V3_1 = LEDGER + "V3_1__verifier_status_index.sql";
  static final String V3_2 = LEDGER + "V3_2__signing_key_index.sql";
  static final String V3_3 = LEDGER + "V3_3__transcript_checks.sql";
  static final String V4 = LEDGER + "V4__guards.sql";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'telemetry_buffer_'uuuu_MM_dd").withZone(ZoneOffset.UTC);

  private BufferDays() {}

  static Server server(TestDatabase database) {
    return server(database.dsn());
  }

  static Server server(String dsn) {
    ClientEnvironment nobody = new ClientEnvironment(Map.of(), Path.of("/none"), "nobody");
    return (Server) ConnectionString.parse(dsn, nobody);
  }

  /** As a run has it. */
  static Session session(TestDatabase database) {
    return Session.open(
        server(database), SessionSettings.writing().withLockTimeout(Duration.ofSeconds(2)));
  }

  /** The beginning of the day so many days ago, in UTC. */
  static Instant daysAgo(int days) {
    return Instant.now()
        .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
        .minus(Duration.ofDays(days));
  }

  static String name(Instant day) {
    return NAME.format(day);
  }

  /** Inserts so many records of a tenant at this time. */
  static void insert(TestDatabase database, String tenant, String subject, Instant time, int count)
      throws SQLException {
    database.execute(
        "insert into public.tenants (tenant_id, display_name, buffer_retention_days) values ('"
            + tenant
            + "', 'a tenant', 30) on conflict do nothing;"
            + "insert into public.telemetry_buffer"
            + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
            + " select '"
            + tenant
            + "', '"
            + subject
            + "', 't' || i, timestamptz '"
            + time
            + "' + i * interval '1 microsecond', '{\"a\": 1.10}', repeat('a', 64)"
            + " from generate_series(1, "
            + count
            + ") i");
  }

  static List<String> partitions(TestDatabase database) throws SQLException {
    return database.query(
        "select inhrelid::regclass from pg_inherits where inhparent ="
            + " 'public.telemetry_buffer'::regclass order by 1::text collate \"C\"");
  }

  static boolean exists(TestDatabase database, String table) throws SQLException {
    return database
        .query("select to_regclass('public." + table + "') is not null")
        .equals(List.of("t"));
  }
}
