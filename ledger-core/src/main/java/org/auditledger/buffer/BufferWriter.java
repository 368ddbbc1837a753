package org.auditledger.buffer;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.buffer.BufferException.Trouble;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.postgres.CopyWriter;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes telemetry into {@code public.telemetry_buffer}, by COPY, each batch in a transaction of
 * its own. Small batches are sent at their end, so that nothing is open while records are waited
 * for; large ones are sent in pieces.
 */
public final class BufferWriter implements AutoCloseable {

  private static final String SCHEMA = "public";
  private static final String TABLE = "telemetry_buffer";

  /** So much is held before it is sent. */
  private static final int PIECE = 1 << 20;

  private static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("tenant_id", ColumnType.TEXT),
              new Column("subject", ColumnType.TEXT),
              new Column("telemetry_id", ColumnType.TEXT),
              new Column("telemetry_ts", ColumnType.TIMESTAMPTZ),
              new Column("measurement", ColumnType.JSONB),
              new Column("measurement_hash", ColumnType.CHARACTER)));

  private final Session session;
  private final Tenants tenants;
  private final RowWriter rows = new RowWriter(LAYOUT);
  private final CanonicalBytes measurement = new CanonicalBytes();
  private @Nullable CopyWriter copy;
  private long first;
  private long count;

  private BufferWriter(Session session, Tenants tenants) {
    this.session = session;
    this.tenants = tenants;
  }

  /**
   * Connects to the ledger that this server has.
   *
   * @param clock to know how late it is on the server between two questions to it
   * @throws BufferException when it has no buffer
   */
  public static BufferWriter open(Server server, Clock clock) {
    Session session = Session.open(server, SessionSettings.writing());
    boolean open = false;
    try {
      requireBuffer(session);
      BufferWriter writer = new BufferWriter(session, new Tenants(server, clock));
      open = true;
      return writer;
    } finally {
      if (!open) {
        session.close();
      }
    }
  }

  private static void requireBuffer(Session session) {
    String why = "there is no table public.telemetry_buffer that telemetry could be written to";
    if (TableLayout.read(session, SCHEMA, TABLE) instanceof TableLayout.Found found) {
      try {
        LAYOUT.columns().forEach(column -> require(found.layout(), column));
        return;
      } catch (IllegalArgumentException e) {
        why = "public.telemetry_buffer is another table: " + e.getMessage();
      }
    }
    throw new BufferException(
        Trouble.NOT_A_BUFFER,
        0,
        new Explanation(
            "nothing was buffered: this ledger has no telemetry buffer",
            why,
            "check the connection string; the buffer comes with version 2: audit-ledger migrate"
                + " upgrade"),
        null);
  }

  private static void require(RowLayout found, Column column) {
    int unused = found.require(column.name(), column.type());
  }

  /**
   * Adds a record to the batch.
   *
   * @param number of the record, as the caller counts them: that of the one before, and one more
   * @throws BufferException when it cannot be written; then nothing of its batch is, and the writer
   *     is to be closed
   */
  public void add(long number, TelemetryRecord record) {
    if (count > 0 && number != first + count) {
      throw new IllegalArgumentException(number + " does not follow " + (first + count - 1));
    }
    try {
      if (count == 0) {
        first = number;
        tenants.begin();
      }
      requireTaken(number, record);
    } catch (SQLException e) {
      throw DatabaseException.of("looking for the tenant " + record.tenantId(), e);
    }
    put(record);
    count++;
    if (rows.size() >= PIECE) {
      send();
    }
  }

  private void requireTaken(long number, TelemetryRecord record) throws SQLException {
    Optional<Duration> skew = tenants.skew(record.tenantId());
    if (skew.isEmpty()) {
      throw refused(
          number,
          "there is no tenant " + TelemetryRecord.shown(record.tenantId()),
          "add it: audit-ledger tenant add TENANT --days DAYS");
    }
    Instant now = tenants.now();
    if (record.time().isAfter(now.plus(skew.get()))) {
      throw refused(
          number,
          "telemetry_ts is "
              + Duration.between(now, record.time()).toSeconds()
              + " s ahead of the server's clock, and tenant "
              + record.tenantId()
              + " may be "
              + skew.get().toSeconds(),
          "set the clock right of what measured it; max_clock_skew_seconds of the tenant is the"
              + " limit");
    }
  }

  private static BufferException refused(long number, String why, String next) {
    return new BufferException(
        Trouble.RECORD,
        number,
        new Explanation("record " + number + " was refused", why, next),
        null);
  }

  private void put(TelemetryRecord record) {
    measurement.clear();
    record.measurement().writeJsonb(measurement);
    rows.beginRow()
        .text(record.tenantId())
        .text(record.subject())
        .text(record.telemetryId())
        .longValue(record.micros())
        .text(measurement.buffer(), 0, measurement.size())
        .text(record.measurementHash().hex());
  }

  /**
   * Writes the batch.
   *
   * @return how many records it had; they are durable
   * @throws BufferException when it is not written, or nobody can say whether it is; the writer is
   *     then to be closed
   */
  public long commit() {
    if (count == 0) {
      return 0;
    }
    CopyWriter sent = send();
    try {
      long written = sent.finish();
      copy = null;
      count = 0;
      return written;
    } catch (DatabaseUnreachableException e) {
      throw new BufferException(
          Trouble.UNKNOWN,
          first,
          new Explanation(
              "whether records "
                  + first
                  + " to "
                  + (first + count - 1)
                  + " are written is not known",
              "the connection died while the server wrote them: " + e.explanation().why(),
              "look for them before you send them again; sent twice they are there twice"),
          e);
    } catch (DatabaseException e) {
      throw PartitionTrouble.of(e, first).orElseThrow(() -> e);
    }
  }

  private CopyWriter send() {
    CopyWriter open = copy;
    if (open == null) {
      open = CopyWriter.open(session, SCHEMA, TABLE, LAYOUT);
      copy = open;
    }
    try {
      open.write(rows);
    } catch (DatabaseException e) {
      throw PartitionTrouble.of(e, first).orElseThrow(() -> e);
    }
    rows.clear();
    return open;
  }

  /** What was not committed is gone. */
  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
    tenants.close();
    session.close();
  }
}
