package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.postgres.SqlText;

/**
 * Who has been at work for longer than a detachment should wait. The server tells most roles
 * nothing of when another's transaction began, so of these it is seen by looking again.
 */
final class BufferUsers {

  private static final Duration LONG = Duration.ofSeconds(1);
  private static final int SHOWN = 3;

  private final Connection connection;
  private final String query;
  private final Map<String, Long> firstSeen = new HashMap<>();
  private long firstLook;
  private boolean looked;
  private boolean undecided;

  /**
   * @param query beside this class: whom to look for
   */
  BufferUsers(Connection connection, String query) {
    this.connection = connection;
    this.query = query;
  }

  /** Looks again, and says who has been there for long, the longest first. */
  List<String> look() throws SQLException {
    long now = System.nanoTime();
    // Not when this was made: who was there at the first look has to be long there at the last.
    firstLook = looked ? firstLook : now;
    looked = true;
    Map<String, Long> present = new HashMap<>();
    List<String> inTheWay = new ArrayList<>();
    undecided = false;
    try (PreparedStatement statement =
            connection.prepareStatement(SqlText.of(BufferUsers.class, query));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String who = rows.getString(1);
        double seconds = rows.getDouble(2);
        boolean hidden = rows.wasNull();
        long since = firstSeen.getOrDefault(who, now);
        present.put(who, since);
        boolean isLong = hidden ? isLong(now - since) : seconds >= LONG.toSeconds();
        if (isLong && inTheWay.size() < SHOWN) {
          inTheWay.add(rows.getString(3));
        }
        undecided |= hidden && !isLong(now - firstLook);
      }
    }
    firstSeen.clear();
    firstSeen.putAll(present);
    return inTheWay;
  }

  /** Whether the last look was too soon after the first to tell. */
  boolean isUndecided() {
    return undecided;
  }

  private static boolean isLong(long nanos) {
    return nanos >= LONG.toNanos();
  }
}
