package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.CopyFraming;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

@OnPostgres
@Timeout(120)
class CopyTest {

  private static final RowLayout ROWS =
      new RowLayout(
          List.of(
              new Column("id", ColumnType.BIGINT),
              new Column("body", ColumnType.TEXT),
              new Column("mark", ColumnType.CHARACTER),
              new Column("at", ColumnType.TIMESTAMPTZ),
              new Column("doc", ColumnType.JSONB)));

  private static final RowLayout TEXT = new RowLayout(List.of(new Column("t", ColumnType.TEXT)));

  private static final String TABLE =
      " (id bigint, body text, mark char(6), at timestamptz, doc jsonb)";

  private static final String FILL =
      "insert into a select i, case when i %% 7 > 0 then repeat(md5(i::text), (i %% 9)::int) end,"
          + " substr(md5(i::text), 1, (i %% 6)::int),"
          + " timestamptz '2000-01-01 00:00:00Z' + i * interval '1.000001 second',"
          + " case when i %% 3 > 0 then jsonb_build_object('i', i, 'é', md5(i::text)) end"
          + " from generate_series(1, %d) i";

  private static String select(String table) {
    return "select id, body, mark, at, doc from public." + table + " order by id";
  }

  @OnEveryPostgres
  void a_hundred_thousand_rows_go_out_and_in_again_byte_for_byte(TestDatabase database)
      throws SQLException {
    database.execute("create table a" + TABLE + "; create table b" + TABLE);
    database.execute(FILL.formatted(100_000));
    try (Session out = TestSessions.reading(database);
        Session in = TestSessions.writing(database)) {
      MessageDigest sent = Digest.newSha256();
      long rows = 0;
      try (CopyReader reader = CopyReader.open(out, ROWS, select("a"));
          CopyWriter writer = CopyWriter.open(in, "public", "b", ROWS)) {
        RowView view = new RowView(ROWS);
        for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
          writer.write(batch);
          sent.update(batch.buffer(), 0, batch.size());
          while (batch.next(view)) {
            rows++;
            assertThat(view.longValue(0)).isEqualTo(rows);
          }
        }
        assertThat(writer.finish()).isEqualTo(100_000);
      }
      assertThat(rows).isEqualTo(100_000);
      assertThat(digest(out, select("b"))).isEqualTo(Digest.of(sent.digest()));
    }
    assertThat(
            database.query(
                "select count(*) from a join b using (id) where a is not distinct from b"))
        .containsExactly("100000");
  }

  @Test
  void what_is_read_is_what_the_driver_alone_would_have_copied(TestDatabase database)
      throws Exception {
    database.execute("create table a" + TABLE);
    database.execute(FILL.formatted(5_000));
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (Connection connection = database.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy (" + select("a") + ") to stdout (format binary)", expected);
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    read.write(CopyFraming.header());
    try (Session session = TestSessions.reading(database);
        CopyReader reader = CopyReader.open(session, ROWS, select("a"))) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        read.write(batch.buffer(), 0, batch.size());
      }
    }
    read.write(CopyFraming.trailer());
    assertThat(read.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void rows_of_one_byte_to_twenty_megabytes_pass_both_ways(TestDatabase database)
      throws SQLException {
    database.execute("create table t (n bigserial, t text)");
    int[] sizes = {1, 0, 300, 262_136, 262_144, 1 << 20, 1, 20_000_000, 5};
    try (Session session = TestSessions.writing(database)) {
      try (CopyWriter writer = CopyWriter.open(session, "public", "t", TEXT)) {
        RowWriter rows = new RowWriter(TEXT);
        for (int size : sizes) {
          rows.clear();
          rows.beginRow().text("x".repeat(size));
          writer.write(rows);
        }
        assertThat(writer.finish()).isEqualTo(sizes.length);
      }
      RowView view = new RowView(TEXT);
      int row = 0;
      try (CopyReader reader =
          CopyReader.open(session, TEXT, "select t from public.t order by n")) {
        for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
          while (batch.next(view)) {
            assertThat(view.length(0)).isEqualTo(sizes[row++]);
          }
        }
        assertThat(reader.next()).isNull();
      }
      assertThat(row).isEqualTo(sizes.length);
    }
  }

  @Test
  void no_rows_are_an_end_and_no_batch(TestDatabase database) {
    try (Session session = TestSessions.writing(database)) {
      try (CopyReader reader = CopyReader.open(session, TEXT, "select 'a'::text where false")) {
        assertThat(reader.next()).isNull();
      }
      assertThat(rowCount(session, "select 'b'::text")).isEqualTo(1);
    }
  }

  @Test
  void closing_early_leaves_the_session_and_its_snapshot_usable(TestDatabase database)
      throws SQLException {
    database.execute("create table t as select repeat('x', 300) t from generate_series(1, 200000)");
    String all = "select t from public.t";
    try (Session session = TestSessions.reading(database)) {
      for (int batches = 0; batches < 5; batches++) {
        closeAfter(session, all, batches);
      }
      session.exportSnapshot();
      database.execute("insert into t values ('late')");
      for (int batches = 0; batches < 5; batches++) {
        closeAfter(session, all, batches);
      }
      assertThat(rowCount(session, all)).isEqualTo(200_000);
      session.endSnapshot();
      assertThat(rowCount(session, all)).isEqualTo(200_001);
    }
  }

  private static void closeAfter(Session session, String query, int batches) {
    try (CopyReader reader = CopyReader.open(session, TEXT, query)) {
      for (int i = 0; i < batches; i++) {
        assertThat(reader.next()).isNotNull();
      }
    }
    assertThat(rowCount(session, "select 'after'::text")).isEqualTo(1);
  }

  @Test
  void closing_does_not_wait_for_a_query_that_does_not_answer(TestDatabase database) {
    try (Session session = TestSessions.reading(database)) {
      long start = System.nanoTime();
      String slow = "select 'a'::text from pg_catalog.pg_sleep(60)";
      try (CopyReader reader = CopyReader.open(session, TEXT, slow)) {
        assertThat(reader.layout()).isEqualTo(TEXT);
      }
      assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
      assertThat(rowCount(session, "select 'after'::text")).isEqualTo(1);
    }
  }

  @Test
  void a_backend_that_dies_is_an_exception_and_never_an_end(TestDatabase database)
      throws SQLException {
    database.execute("create table t as select repeat('x', 300) t from generate_series(1, 200000)");
    try (Session session = TestSessions.reading(database);
        CopyReader reader = CopyReader.open(session, TEXT, "select t from public.t")) {
      assertThat(reader.next()).isNotNull();
      database.execute("select pg_terminate_backend(" + session.backendPid() + ")");
      assertThatThrownBy(
              () -> {
                while (reader.next() != null) {
                  // Some batches were on their way already.
                }
              })
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessageContaining("the connection is gone");
      assertThatThrownBy(reader::next).isInstanceOf(DatabaseUnreachableException.class);
    }
  }

  @Test
  void an_error_in_the_middle_comes_after_the_rows_before_it(TestDatabase database) {
    String query =
        "select case when i < 50000 then repeat('x', 100) else (1 / (i - 50000))::text end"
            + " from pg_catalog.generate_series(1, 60000) i";
    try (Session session = TestSessions.reading(database)) {
      try (CopyReader reader = CopyReader.open(session, TEXT, query)) {
        assertThat(reader.next()).isNotNull();
        assertThatThrownBy(
                () -> {
                  while (reader.next() != null) {
                    // On to the error.
                  }
                })
            .isExactlyInstanceOf(DatabaseException.class)
            .hasMessageContaining("division by zero");
      }
      assertThat(rowCount(session, "select 'after'::text")).isEqualTo(1);
    }
  }

  @Test
  void a_query_that_does_not_fit_is_refused_and_harmless(TestDatabase database) {
    try (Session session = TestSessions.reading(database)) {
      session.exportSnapshot();
      try (CopyReader reader = CopyReader.open(session, ROWS, "select 'a'::text")) {
        assertThatThrownBy(reader::next)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("1 columns, not 5");
      }
      try (CopyReader reader = CopyReader.open(session, TEXT, "select nonsense")) {
        assertThatThrownBy(reader::next)
            .isExactlyInstanceOf(DatabaseException.class)
            .hasMessageContaining("nonsense");
      }
      assertThat(rowCount(session, "select 'after'::text")).isEqualTo(1);
    }
  }

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

  @Test
  void workers_read_the_leaders_snapshot(TestDatabase database) throws SQLException {
    database.execute("create table a" + TABLE);
    database.execute(FILL.formatted(2_000));
    try (Session leader = TestSessions.reading(database);
        Session worker = TestSessions.reading(database)) {
      String snapshot = leader.exportSnapshot();
      database.execute("delete from a where id % 2 = 0");
      worker.importSnapshot(snapshot);
      assertThat(digest(worker, select("a"))).isEqualTo(digest(leader, select("a")));
      worker.endSnapshot();
      assertThat(digest(worker, select("a"))).isNotEqualTo(digest(leader, select("a")));
    }
  }

  private static Digest digest(Session session, String query) {
    MessageDigest sha256 = Digest.newSha256();
    try (CopyReader reader = CopyReader.open(session, ROWS, query)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        sha256.update(batch.buffer(), 0, batch.size());
      }
    }
    return Digest.of(sha256.digest());
  }

  private static int rowCount(Session session, String query) {
    RowView view = new RowView(TEXT);
    int rows = 0;
    try (CopyReader reader = CopyReader.open(session, TEXT, query)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        while (batch.next(view)) {
          rows++;
        }
      }
    }
    return rows;
  }
}
