package org.auditledger.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.postgres.SqlText;

/**
 * Who may do what to the ledger.
 *
 * @param roles all that there are, but for PostgreSQL's own
 * @param grants what others than the owner may do that nobody needs
 * @param sessions who is connected to the ledger's database
 */
record RoleFacts(List<Role> roles, List<Grant> grants, List<Connected> sessions) {

  /**
   * A role.
   *
   * @param owner whether the ledger is its own
   * @param becomesOwner whether it is a member of the owner, and so can become it
   * @param powers what lets it get around the guards without being the owner
   */
  record Role(
      String name,
      boolean superuser,
      boolean login,
      boolean owner,
      boolean becomesOwner,
      boolean inserts,
      List<String> powers) {

    Role {
      powers = List.copyOf(powers);
    }
  }

  /** What somebody may do to a table. */
  record Grant(String grantee, String table, String privileges) {}

  /** So many sessions of one role, as one program. */
  record Connected(String role, String program, long count) {}

  RoleFacts {
    roles = List.copyOf(roles);
    grants = List.copyOf(grants);
    sessions = List.copyOf(sessions);
  }

  static RoleFacts read(Connection connection) throws SQLException {
    return new RoleFacts(
        rows(
            connection,
            "roles",
            row ->
                new Role(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    List.of((String[]) row.getArray(7).getArray()))),
        rows(
            connection,
            "grants",
            row -> new Grant(row.getString(1), row.getString(2), row.getString(3))),
        rows(
            connection,
            "sessions",
            row -> new Connected(row.getString(1), row.getString(2), row.getLong(3))));
  }

  private interface Of<T> {
    T row(ResultSet row) throws SQLException;
  }

  private static <T> List<T> rows(Connection connection, String query, Of<T> of)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SqlText.of(RoleFacts.class, query))) {
      while (rows.next()) {
        all.add(of.row(rows));
      }
    }
    return all;
  }
}
