package org.auditledger.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.auditledger.postgres.SqlText;
import org.auditledger.restore.RestoreException.Trouble;

/**
 * Makes roles that are missing. They cannot log in; who may become one is an administrator's word.
 */
record Roles(Connection connection) {

  private static final String NO_PRIVILEGE = "42501";

  /**
   * Makes them.
   *
   * @param granted without which the ledger could not be used as before
   * @param owners for which the role that restores can stand in
   * @return what was made, in words
   */
  List<String> make(Set<String> granted, Set<String> owners) throws SQLException {
    TreeSet<String> wanted = new TreeSet<>(granted);
    wanted.addAll(owners);
    Set<String> missing = missing(wanted);
    List<String> remarks = new ArrayList<>();
    Set<String> refused = new TreeSet<>();
    for (String role : missing) {
      if (create(role)) {
        remarks.add("role " + Grants.quoted(role) + " was made, and cannot log in");
      } else if (granted.contains(role)) {
        refused.add(role);
      }
    }
    if (!refused.isEmpty()) {
      throw new RestoreException(
          Trouble.REFUSED,
          "nothing was restored: it needs roles that are missing, and you may not create roles",
          String.join(", ", refused) + " had privileges on the ledger",
          "have an administrator run: "
              + refused.stream()
                  .map(role -> "CREATE ROLE " + Grants.quoted(role) + " NOLOGIN;")
                  .collect(Collectors.joining(" "))
              + " and run this again");
    }
    return remarks;
  }

  private Set<String> missing(Set<String> wanted) throws SQLException {
    Set<String> missing = new TreeSet<>();
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Roles.class, "missing_roles"))) {
      query.setArray(1, connection.createArrayOf("text", wanted.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          missing.add(rows.getString(1));
        }
      }
    }
    return missing;
  }

  private boolean create(String role) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("create role " + Grants.quoted(role) + " nologin");
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!NO_PRIVILEGE.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }
}
