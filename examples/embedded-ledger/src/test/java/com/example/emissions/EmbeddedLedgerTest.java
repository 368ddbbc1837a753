package com.example.emissions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.Ledger;
import org.auditledger.LedgerKey;
import org.auditledger.append.WriterSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application from outside, on a PostgreSQL of its own. */
class EmbeddedLedgerTest {

  private static final WriterSettings IMPATIENT =
      WriterSettings.standard().withPatience(Duration.ofMillis(200));

  @TempDir private static Path directory;
  private static EmbeddedPostgres postgres;
  private static LedgerKey key;
  private static int databases;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final List<Runnable> atEnd = new ArrayList<>();
  private String database = "postgres";

  /** What an administrator and an operator do, with a key that the application never sees. */
  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    // Before the ledger is made: who is in which role is a part of what protects it, so that a
    // later grant has to be accepted by who holds the key.
    sql("postgres", "create role ledger_writer nologin");
    sql("postgres", "create role ski_audit_reader nologin");
    sql(
        "postgres",
        "create role recorder login password 'r' in role ledger_writer, ski_audit_reader");
    key = LedgerKey.create(directory.resolve("ledger.key"), "acme/plant-1", null, "the operator");
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void name() {
    environment.put("AUDIT_LEDGER_TRUST", directory.resolve("ledger.key.vkey").toString());
    use("postgres");
  }

  @Test
  void it_does_not_start_where_no_ledger_is() throws Exception {
    assertEquals(2, run(readings()));
    assertTrue(complained.toString().contains("the application does not start"), this::all);
    assertTrue(complained.toString().contains("run: audit-ledger migrate upgrade"), this::all);
    assertEquals("", said.toString());
  }

  @Test
  void it_does_not_start_without_being_told_where() throws Exception {
    environment.remove("LEDGER_DSN");
    assertEquals(2, run(readings()));
    assertTrue(complained.toString().contains("the connection string is empty"), this::all);
  }

  @Test
  void it_writes_each_verdict_once_however_often_it_is_told() throws Exception {
    makeLedger();
    for (int time = 1; time <= 2; time++) {
      said.reset();
      assertEquals(0, run(readings()), this::all);
      assertTrue(said.toString().contains("T10:00Z-c FLAG is entry "), this::all);
      assertEquals(time == 2, said.toString().contains(", and was before"));
      assertTrue(
          said.toString().contains("verified 9 entries: {CLEAR=5, FLAG=3, NULL_UNMAPPED=1}"),
          this::all);
      assertTrue(said.toString().contains("chain: pass"), this::all);
    }
    assertEquals("9", sql("select count(*) from ledger_entries"));
  }

  @Test
  void what_is_no_reading_is_named_and_keeps_no_other_from_being_written() throws Exception {
    makeLedger();
    assertEquals(1, run(lines("a,stack-a,1\nnonsense\nb,stack-b,many\nc,stack-c,3\n")));
    assertTrue(complained.toString().contains("not written: nonsense"), this::all);
    assertTrue(complained.toString().contains("not written: b,stack-b,many"), this::all);
    assertEquals("2", sql("select count(*) from ledger_entries"));
  }

  @Test
  void it_says_when_somebody_has_changed_an_entry() throws Exception {
    makeLedger();
    assertEquals(0, run(readings()), this::all);
    sql("alter table ledger_entries disable trigger all");
    sql("update ledger_entries set verdict = 'CLEAR' where verdict = 'FLAG'");
    assertEquals(1, run(lines("")));
    assertTrue(said.toString().contains("chain: FAIL"), this::all);
    assertTrue(said.toString().contains("ENTRY_HASH_WRONG"), this::all);
    assertTrue(said.toString().contains("posture: FAIL"), this::all);
  }

  @Test
  void a_reading_is_not_acknowledged_when_the_server_is_gone() throws Exception {
    makeLedger();
    InputStream stopping =
        meanwhile(
            () -> {
              sql("postgres", "alter database " + database + " allow_connections false");
              sql(
                  "postgres",
                  "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '"
                      + database
                      + "'");
            });
    assertEquals(1, run(stopping));
    assertTrue(complained.toString().contains("not written: a,stack-a,1"), this::all);
    assertTrue(complained.toString().contains("not verified: "), this::all);
    assertTrue(!said.toString().contains("is entry"), this::all);
  }

  @Test
  void asked_to_end_it_takes_nothing_more() throws Exception {
    makeLedger();
    InputStream ending = meanwhile(() -> atEnd.forEach(Runnable::run));
    assertEquals(1, run(ending));
    assertTrue(complained.toString().contains("the writer is closed"), this::all);
    assertEquals("0", sql("select count(*) from ledger_entries"));
  }

  private void makeLedger() throws SQLException {
    use("ledger" + ++databases);
    sql("postgres", "create database " + database);
    String owner = "postgresql://postgres@localhost:" + postgres.getPort() + "/" + database;
    Ledger made = Ledger.upgrade(owner, Map.of(), Clock.systemUTC(), key, line -> {});
    assertEquals(0, made.head().orElseThrow().sequence());
  }

  private void use(String name) {
    database = name;
    environment.put(
        "LEDGER_DSN", "postgresql://recorder:r@localhost:" + postgres.getPort() + "/" + name);
  }

  private int run(InputStream readings) throws InterruptedException {
    return new Main(
            readings, new PrintStream(said, true), new PrintStream(complained, true), environment)
        .run(IMPATIENT, atEnd::add);
  }

  /** All that it has printed, for who has to find out what went wrong. */
  private String all() {
    return said + "\n" + complained;
  }

  private static InputStream readings() throws IOException {
    return Files.newInputStream(Path.of("readings.csv"));
  }

  private static InputStream lines(String lines) {
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  /** Something that happens between a reading and its verdict. */
  private interface Event {
    void happen() throws SQLException;
  }

  /** One reading, and what happens before anybody has it. */
  private static InputStream meanwhile(Event event) {
    return new InputStream() {
      private final InputStream reading = lines("a,stack-a,1\n");
      private boolean happened;

      @Override
      public int read() throws IOException {
        return reading.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!happened) {
          happened = true;
          try {
            event.happen();
          } catch (SQLException e) {
            throw new IOException(e);
          }
        }
        return reading.read(bytes, offset, length);
      }
    };
  }

  private String sql(String statement) throws SQLException {
    return sql(database, statement);
  }

  private static String sql(String database, String statement) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement one = connection.createStatement()) {
      if (!one.execute(statement)) {
        return "";
      }
      try (ResultSet rows = one.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
