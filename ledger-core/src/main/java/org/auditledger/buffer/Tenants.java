package org.auditledger.buffer;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;

/**
 * How far the clock of each tenant may be ahead of the server's. Asked once in a batch, and again
 * in the next one, as an operator may have changed it; on a connection of its own, as on the other
 * one COPY may be at work.
 */
final class Tenants implements AutoCloseable {

  /** More than there are; a batch that names more of them asks again. */
  private static final int MAX = 10_000;

  private final Session session;
  private final Clock clock;
  private final Map<String, Optional<Duration>> skews = new HashMap<>();
  private Duration ahead = Duration.ZERO;

  Tenants(Server server, Clock clock) {
    this.session = Session.open(server, SessionSettings.reading());
    this.clock = clock;
  }

  /** Forgets them, and looks how far the server's clock is ahead of ours. */
  void begin() throws SQLException {
    skews.clear();
    try (PreparedStatement query =
            session.connection().prepareStatement(SqlText.of(Tenants.class, "server_time"));
        ResultSet row = query.executeQuery()) {
      row.next();
      Instant now = row.getObject(1, OffsetDateTime.class).toInstant();
      ahead = Duration.between(clock.instant(), now);
    }
  }

  /** What the server's clock says by now. */
  Instant now() {
    return clock.instant().plus(ahead);
  }

  /** How far this tenant's clock may be ahead; nothing when there is no such tenant. */
  Optional<Duration> skew(String tenant) throws SQLException {
    Optional<Duration> known = skews.get(tenant);
    if (known == null) {
      if (skews.size() == MAX) {
        skews.clear();
      }
      known = ask(tenant);
      skews.put(tenant, known);
    }
    return known;
  }

  private Optional<Duration> ask(String tenant) throws SQLException {
    try (PreparedStatement query =
        session.connection().prepareStatement(SqlText.of(Tenants.class, "clock_skew"))) {
      query.setString(1, tenant);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(Duration.ofSeconds(row.getLong(1))) : Optional.empty();
      }
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
