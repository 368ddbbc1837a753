package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The ledger's own history can be added to, and nothing else. */
@OnPostgres
@Template("/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql")
class ControlSetTest {

  private static final String EMPTY = Ledger.hex(new byte[0]);

  /** One row for each table, in an order that the references allow. */
  private static final List<String> ROWS =
      List.of(
          statement(1),
          statement(2),
          "insert into audit_ledger.checkpoints values"
              + " ('a/entries', 7, e'a/entries\\n7\\nroot\\n\\n— a x\\n')",
          "insert into audit_ledger.tiles values ('a', 0, 0, decode(repeat('00', 8192), 'hex'))",
          "insert into audit_ledger.documents values ('" + EMPTY + "', '')",
          "insert into audit_ledger.partitions values (1, 'p', '2026-01-01', '2026-01-02')",
          "insert into audit_ledger.retention values (1, 'default', 30)",
          "insert into audit_ledger.holds values (1, null, '-infinity', 'infinity')",
          "insert into audit_ledger.hold_releases values (2, 1)",
          "insert into audit_ledger.partition_drops (name, lower_bound, upper_bound, row_count,"
              + " digest, cutoff, dropped_by) values ('p', '2026-01-01', '2026-01-02', 0, '"
              + EMPTY
              + "', '2026-02-01', 'x')",
          "insert into audit_ledger.control_history values"
              + " (1, '1', 'd', 'SQL', 's', 1, 'x', now(), 1, true)",
          "insert into audit_ledger.ledger_history values"
              + " (1, '1', 'd', 'SQL', 's', 1, 'x', now(), 1, true)");

  static String statement(long position) {
    return "insert into audit_ledger.journal values (%d, '{\"_form\":\"audit-ledger/journal/1\","
            .formatted(position)
        + "\"at\":\"\\u0000 \\\"position\\\":7,\",\"position\":%d,".formatted(position)
        + "\"previous\":\"%s\"}' || e'\\n\\n— a x\\n')".formatted(Ledger.ZEROS);
  }

  @OnEveryPostgres
  void no_row_of_any_table_is_changed_deleted_or_truncated(TestDatabase database)
      throws SQLException {
    for (String row : ROWS) {
      database.execute(row);
    }
    List<String> tables =
        database.query(
            "select relname from pg_class where relkind = 'r'"
                + " and relnamespace = 'audit_ledger'::regnamespace");
    assertThat(tables).hasSize(11);
    for (String table : tables) {
      String column =
          database
              .query(
                  "select attname from pg_attribute where attnum = 2"
                      + " and attrelid = 'audit_ledger."
                      + table
                      + "'::regclass")
              .get(0);
      for (String role : List.of("origin", "replica")) {
        refuses(
            database,
            role,
            table,
            "UPDATE",
            "update audit_ledger.%s set %s = %s".formatted(table, column, column));
        refuses(database, role, table, "DELETE", "delete from audit_ledger." + table);
        refuses(database, role, table, "TRUNCATE", "truncate audit_ledger." + table + " cascade");
      }
    }
  }

  @Test
  void a_row_that_contradicts_itself_is_refused(TestDatabase database) throws SQLException {
    database.execute(statement(1));
    for (String refused :
        List.of(
            statement(1),
            statement(3).replace("values (3", "values (4"),
            statement(2).replace("journal/1", "journal/2"),
            statement(2).replace("{\"_form", " {\"_form"),
            statement(2).replace("\"}'", "\",\"x\":1}'"),
            statement(7).replace("position\":7,\"prev", "position\":8,\"prev"),
            ROWS.get(2).replace("7,", "8,"),
            ROWS.get(3).replace("8192", "8191"),
            ROWS.get(3).replace("0, 0", "-1, 0"),
            ROWS.get(4).replace("'')", "'x')"),
            ROWS.get(5).replace("(1,", "(9,"),
            ROWS.get(5).replace("2026-01-02", "2026-01-01"),
            ROWS.get(8))) {
      assertThatThrownBy(() -> database.execute(refused))
          .as(refused.substring(0, Math.min(90, refused.length())))
          .hasMessageMatching("(?s).*violates .* constraint.*|.*invalid input.*");
    }
  }

  @Test
  void auditors_read_all_of_it_and_write_none(TestDatabase database) throws SQLException {
    for (String table :
        database.query(
            "select oid::regclass from pg_class where relkind = 'r'"
                + " and relnamespace = 'audit_ledger'::regnamespace")) {
      for (String privilege : List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")) {
        assertThat(
                database.query(
                    "select has_table_privilege('ski_audit_reader', '%s', '%s')"
                        .formatted(table, privilege)))
            .as(privilege + " on " + table)
            .containsExactly(privilege.equals("SELECT") ? "t" : "f");
      }
    }
  }

  private static void refuses(
      TestDatabase database, String role, String table, String operation, String sql) {
    assertThatThrownBy(
            () ->
                Migration.inOneTransaction(
                    database, "set local session_replication_role = " + role, sql))
        .as(role + ": " + sql)
        .hasMessageContaining(" is append-only; " + operation + " is not permitted")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
    assertThat(table).isNotEmpty();
  }
}
