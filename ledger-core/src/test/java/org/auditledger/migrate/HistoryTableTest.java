package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What a history comes to is what its rows say in order, and no row is ever removed from it. */
@OnPostgres
class HistoryTableTest {

  private static final String CONTROL =
      "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql";

  @OnEveryPostgres
  @Template(CONTROL)
  void rows_are_read_as_they_stand_there(TestDatabase database) throws SQLException {
    database.execute(
        "insert into audit_ledger.ledger_history values"
            + " (2, '2.1', 'an index', 'SQL', 'V2_1__an_index.sql', null, 'b',"
            + " '2026-11-24 08:30:00.000001', 7, false),"
            + " (1, null, 'a note', 'X', 's', -5, 'a', 'infinity', 7, true)");

    try (Connection connection = database.connect()) {
      List<HistoryRow> rows = HistoryTable.read(connection, HistoryTable.LEDGER);

      assertThat(rows).extracting(HistoryRow::rank).containsExactly(1, 2);
      assertThat(rows.get(0).checksum()).hasValue(-5);
      assertThat(rows.get(0).version()).isEmpty();
      assertThat(rows.get(1))
          .isEqualTo(
              new HistoryRow(
                  2,
                  Version.parse("2.1"),
                  "an index",
                  "SQL",
                  "V2_1__an_index.sql",
                  OptionalInt.empty(),
                  "b",
                  Instant.parse("2026-11-24T08:30:00.000001Z"),
                  false));
      assertThat(HistoryTable.exists(connection, HistoryTable.CONTROL)).isTrue();
      assertThat(HistoryTable.read(connection, HistoryTable.CONTROL)).isEmpty();
    }
  }

  @Test
  void a_table_that_is_not_there_has_no_rows(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      assertThat(HistoryTable.exists(connection, HistoryTable.LEDGER)).isFalse();
      assertThat(HistoryTable.read(connection, HistoryTable.LEDGER)).isEmpty();
    }
  }

  @Test
  @Template(CONTROL)
  void what_migrations_did_not_write_is_refused(TestDatabase database) throws SQLException {
    database.execute(
        "insert into audit_ledger.ledger_history values"
            + " (3, 'next', 'd', 'SQL', 's', 1, 'x', now(), 1, true)");
    database.execute(
        "insert into audit_ledger.control_history"
            + " select n, '1', 'd', 'SQL', 's', 1, 'x', now(), 1, true"
            + " from generate_series(1, "
            + (HistoryTable.MAX_ROWS + 1)
            + ") as n");

    try (Connection connection = database.connect()) {
      assertThatThrownBy(() -> HistoryTable.read(connection, HistoryTable.LEDGER))
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith("row 3 of ledger_history has a version that is no number");
      assertThatThrownBy(() -> HistoryTable.read(connection, HistoryTable.CONTROL))
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith("control_history has more than 10000 rows");
      assertThatThrownBy(() -> HistoryTable.read(connection, "x; drop table y"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_is_in_effect_follows_from_the_order() {
    assertThat(applied("10 SQL", "2 SQL", "2.1 SQL")).containsExactly("2", "2.1", "10");
    assertThat(applied("1 SQL", "2 SQL", "2 DELETE")).containsExactly("1");
    assertThat(applied("1 SQL", "1 DELETE", "1 SQL")).containsExactly("1");
    assertThat(applied("1 SQL failed")).isEmpty();
    assertThat(applied("1 SQL failed", "1 DELETE", "1 SQL")).containsExactly("1");
    // The failed row is the newer one: it is what was taken back.
    assertThat(applied("1 SQL", "1 SQL failed", "1 DELETE")).containsExactly("1");
    assertThat(applied("1 SQL", "1 DELETE failed")).containsExactly("1");
    assertThat(applied("1 DELETE", "1 SQL")).containsExactly("1");
    assertThat(applied("- X")).isEmpty();
    assertThat(applied()).isEmpty();
  }

  private static List<String> applied(String... history) {
    List<HistoryRow> rows = new ArrayList<>();
    for (String row : history) {
      String[] words = row.split(" ", -1);
      Optional<Version> version = words[0].equals("-") ? Optional.empty() : Version.parse(words[0]);
      rows.add(
          new HistoryRow(
              rows.size() + 1,
              version,
              "d",
              words[1],
              "s",
              OptionalInt.empty(),
              "x",
              Instant.EPOCH,
              words.length == 2));
    }
    return HistoryTable.applied(rows).stream().map(Version::toString).toList();
  }
}
