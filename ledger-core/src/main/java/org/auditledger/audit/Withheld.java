package org.auditledger.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.control.JournalTable;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.SqlText;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * What a database does not show of the tables that are read. To try would end in an exception, and
 * whoever owns the database could have every verification end like that.
 */
final class Withheld {

  private static final String ENTRIES = LedgerTable.SCHEMA + "." + LedgerTable.NAME;

  private Withheld() {}

  /** What keeps a ledger from being read, if anything does; that it is gone is said elsewhere. */
  static List<Finding> read(Connection transaction) throws SQLException {
    boolean adopted = JournalTable.exists(transaction);
    List<Finding> withheld = new ArrayList<>();
    try (Statement statement = transaction.createStatement();
        ResultSet rows = statement.executeQuery(SqlText.of(Withheld.class, "withheld"))) {
      while (rows.next()) {
        String table = rows.getString(1);
        boolean needed = adopted && !table.equals(ENTRIES);
        if (rows.getBoolean(3)) {
          withheld.add(
              Finding.ofLedger(
                  FindingCode.ROWS_HIDDEN,
                  "row-level security would hide rows of " + table + " from this role"));
        } else if (needed && !rows.getBoolean(2)) {
          withheld.add(
              Finding.ofLedger(
                  FindingCode.STRUCTURE_CHANGED, table + " is not there, or is no table any more"));
        }
      }
    }
    return withheld;
  }
}
