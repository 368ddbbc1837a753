package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.auditledger.chain.Head;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.migrate.MigrationException.Trouble;

/** The head of a ledger that may not be there yet. */
final class LedgerHead {

  private LedgerHead() {}

  static Head read(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return Head.GENESIS;
    }
    return LedgerTable.head(connection)
        .orElseThrow(
            () ->
                new MigrationException(
                    Trouble.ENTRIES,
                    "the ledger has no head: its last entry has no hash that is one",
                    "somebody has changed it, or what is there is no ledger",
                    "find out who did; compare with a backup; nothing was changed"));
  }

  /** Whether there is an entry at all. */
  static boolean isEmpty(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return true;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select not exists (select from only public.ledger_entries)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_catalog.to_regclass('public.ledger_entries') is not null")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
