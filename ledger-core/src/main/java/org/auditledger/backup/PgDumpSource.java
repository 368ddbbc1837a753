package org.auditledger.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.chain.Head;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.schema.LedgerObjects;

/**
 * What there was to dump, in the snapshot that is dumped.
 *
 * @param serverMajor the server's major version
 * @param entries how many
 * @param head where their chain ends
 * @param schemas what the ledger is in
 * @param others what is not the ledger's in its schema, and stays out
 */
public record PgDumpSource(
    int serverMajor, long entries, Head head, List<String> schemas, List<String> others) {

  public PgDumpSource {
    schemas = List.copyOf(schemas);
    others = List.copyOf(others);
  }

  static PgDumpSource read(Session snapshot) throws SQLException {
    Connection connection = snapshot.connection();
    Head head = LedgerTable.head(connection).orElse(Head.GENESIS);
    List<String> schemas = new ArrayList<>(List.of(LedgerObjects.LEDGER.schema()));
    long entries;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(sql("count_rows"))) {
        row.next();
        entries = row.getLong(1);
      }
      try (ResultSet row = statement.executeQuery(sql("pg_dump_control"))) {
        row.next();
        if (row.getBoolean(1)) {
          schemas.add(LedgerObjects.CONTROL.schema());
        }
      }
    }
    int major = snapshot.serverVersion() / 10_000;
    return new PgDumpSource(major, entries, head, schemas, others(connection));
  }

  private static List<String> others(Connection connection) throws SQLException {
    List<String> others = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql("pg_dump_excluded"))) {
      Object[] own = LedgerObjects.LEDGER.relations().toArray();
      statement.setArray(1, connection.createArrayOf("name", own));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          others.add(rows.getString(1));
        }
      }
    }
    return others;
  }

  private static String sql(String name) {
    return SqlText.of(PgDumpSource.class, name);
  }
}
