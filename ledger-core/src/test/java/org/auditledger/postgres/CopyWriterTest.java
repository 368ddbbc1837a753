package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.postgres.CopyTest.rowCount;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowWriter;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnPostgres
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CopyWriterTest {

  private static final RowLayout TEXT = new RowLayout(List.of(new Column("t", ColumnType.TEXT)));

  @Test
  void an_abandoned_write_leaves_nothing(TestDatabase database) throws SQLException {
    database.execute("create table t (t text check (t <> 'bad'))");
    RowWriter rows = new RowWriter(TEXT);
    for (int i = 0; i < 10_000; i++) {
      rows.beginRow().text("good and rather long, so that there is more than one message");
    }
    try (Session session = TestSessions.writing(database)) {
      try (CopyWriter writer = CopyWriter.open(session, "public", "t", TEXT)) {
        writer.write(rows);
      }
      rows.beginRow().text("bad");
      try (CopyWriter writer = CopyWriter.open(session, "public", "t", TEXT)) {
        assertThatThrownBy(
                () -> {
                  writer.write(rows);
                  writer.finish();
                })
            .isExactlyInstanceOf(DatabaseException.class)
            .hasMessageContaining("violates check constraint");
      }
      assertThat(rowCount(session, "select t from public.t")).isZero();
      assertThatThrownBy(() -> CopyWriter.open(session, "public", "absent", TEXT))
          .isExactlyInstanceOf(DatabaseException.class)
          .hasMessageContaining("absent");
    }
  }

  @Test
  void rows_that_a_trigger_swallows_are_missed(TestDatabase database) throws SQLException {
    database.execute(
        "create table t (t text); create function f() returns trigger language plpgsql"
            + " as 'begin if new.t = ''b'' then return null; end if; return new; end';"
            + "create trigger swallow before insert on t for each row execute function f()");
    RowWriter rows = new RowWriter(TEXT);
    rows.beginRow().text("a");
    rows.beginRow().text("b");
    try (Session session = TestSessions.writing(database);
        CopyWriter writer = CopyWriter.open(session, "public", "t", TEXT)) {
      writer.write(rows);
      assertThatThrownBy(writer::finish)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("2 rows were sent and 1 taken");
    }
  }
}
