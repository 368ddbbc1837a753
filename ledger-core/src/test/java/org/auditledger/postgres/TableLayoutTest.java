package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

@OnPostgres
class TableLayoutTest {

  @OnEveryPostgres
  void columns_come_in_the_order_in_which_they_are_sent(TestDatabase database) throws SQLException {
    database.execute(
        "create table t (id bigint, gone int, body text, mark char(4));"
            + "alter table t drop column gone, add column at timestamptz, add doc jsonb;"
            + "create table parts (like t) partition by range (id)");
    RowLayout expected =
        new RowLayout(
            List.of(
                new Column("id", ColumnType.BIGINT),
                new Column("body", ColumnType.TEXT),
                new Column("mark", ColumnType.CHARACTER),
                new Column("at", ColumnType.TIMESTAMPTZ),
                new Column("doc", ColumnType.JSONB)));
    try (Session session = TestSessions.reading(database)) {
      assertThat(TableLayout.read(session, "public", "t"))
          .isEqualTo(new TableLayout.Found(expected));
      assertThat(TableLayout.read(session, "public", "parts"))
          .isEqualTo(new TableLayout.Found(expected));
    }
  }

  @Test
  void what_is_no_table_of_ours_says_what_it_is(TestDatabase database) throws SQLException {
    database.execute(
        "create table t (id bigint, n numeric(4,1), \"Q\" uuid, old varchar(3));"
            + "alter table t drop column old;"
            + "create view v as select 1::bigint as id; create table empty ()");
    try (Session session = TestSessions.reading(database)) {
      assertThat(TableLayout.read(session, "public", "t"))
          .isEqualTo(new TableLayout.Unsupported(List.of("n numeric(4,1)", "Q uuid")));
      assertThat(TableLayout.read(session, "public", "v"))
          .isEqualTo(new TableLayout.NotATable("v"));
      assertThat(TableLayout.read(session, "public", "absent"))
          .isEqualTo(new TableLayout.Missing());
      assertThat(TableLayout.read(session, "absent", "t")).isEqualTo(new TableLayout.Missing());
      assertThat(TableLayout.read(session, "public", "empty"))
          .isEqualTo(new TableLayout.Found(new RowLayout(List.of())));
    }
  }
}
