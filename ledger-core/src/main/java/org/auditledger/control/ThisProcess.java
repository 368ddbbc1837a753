package org.auditledger.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.auditledger.journal.Actor;
import org.auditledger.postgres.SqlText;

/**
 * Who does what is recorded, as far as this process can tell. The host's name is asked for once: a
 * name server may take its time, and others wait while something is recorded.
 *
 * @param tool what is running, and its version
 */
public record ThisProcess(String host, String tool) {

  /** This process, running this tool. */
  public static ThisProcess of(String tool) {
    return new ThisProcess(hostName(), tool);
  }

  /** Whoever acts in this session. */
  public Actor actor(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(ThisProcess.class, "current_role"));
        ResultSet row = query.executeQuery()) {
      row.next();
      return new Actor(row.getString(1), host, System.getProperty("user.name", "?"), tool);
    }
  }

  /** Whoever acts where there is no database, and so no role. */
  public Actor actor() {
    return new Actor("", host, System.getProperty("user.name", "?"), tool);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "?"; // a host that does not know its own name; what was done is still to be recorded
    }
  }
}
