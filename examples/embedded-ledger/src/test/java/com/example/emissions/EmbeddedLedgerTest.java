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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application from outside, on a PostgreSQL of its own. */
class EmbeddedLedgerTest {

  private static final WriterSettings IMPATIENT =
      WriterSettings.standard().withPatience(Duration.ofMillis(200));

  @TempDir private Path directory;
  private EmbeddedPostgres postgres;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final List<Runnable> atEnd = new ArrayList<>();

  @BeforeEach
  void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    // As an administrator makes them: who is in which role is a part of what protects a ledger, so
    // that a grant after it was made has to be accepted by who holds the key.
    sql("create role ledger_writer nologin");
    sql("create role ski_audit_reader nologin");
    sql("create role recorder login password 'r' in role ledger_writer, ski_audit_reader");
    environment.put("LEDGER_DSN", "postgresql://recorder:r@localhost:" + postgres.getPort() + "/postgres");
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void it_does_not_start_where_no_ledger_is() throws Exception {
    assertEquals(2, run(readings()));
    assertTrue(complained.toString().contains("the application does not start"), complained::toString);
    assertTrue(complained.toString().contains("run: audit-ledger migrate upgrade"), complained::toString);
    assertEquals("", said.toString());
  }

  @Test
  void it_does_not_start_without_being_told_where() throws Exception {
    environment.remove("LEDGER_DSN");
    assertEquals(2, run(readings()));
    assertTrue(complained.toString().contains("the connection string is empty"), complained::toString);
  }

  @Test
  void it_writes_each_verdict_once_however_often_it_is_told() throws Exception {
    makeLedger();
    for (int time = 1; time <= 2; time++) {
      said.reset();
      assertEquals(0, run(readings()), complained::toString);
      assertTrue(said.toString().contains("stack-a CLEAR") || said.toString().contains("-c FLAG is entry "), said::toString);
      assertEquals(time == 2, said.toString().contains(", and was before"));
      assertTrue(said.toString().contains("verified 9 entries: {CLEAR=5, FLAG=3, NULL_UNMAPPED=1}"), said::toString);
      assertTrue(said.toString().contains("chain: pass"), said::toString);
    }
    assertEquals("9", sql("select count(*) from ledger_entries"));
  }

  @Test
  void what_is_no_reading_is_named_and_keeps_no_other_from_being_written() throws Exception {
    makeLedger();
    assertEquals(1, run(lines("a,stack-a,1\nnonsense\nb,stack-b,many\nc,stack-c,3\n")));
    assertTrue(complained.toString().contains("not written: nonsense"), complained::toString);
    assertTrue(complained.toString().contains("not written: b,stack-b,many"), complained::toString);
    assertEquals("2", sql("select count(*) from ledger_entries"));
  }

  @Test
  void it_says_when_somebody_has_changed_an_entry() throws Exception {
    makeLedger();
    assertEquals(0, run(readings()), complained::toString);
    sql("alter table ledger_entries disable trigger all");
    sql("update ledger_entries set verdict = 'CLEAR' where verdict = 'FLAG'");
    assertEquals(1, run(lines("")));
    assertTrue(said.toString().contains("chain: FAIL"), said::toString);
    assertTrue(said.toString().contains("ENTRY_HASH_WRONG"), said::toString);
    assertTrue(said.toString().contains("posture: FAIL"), said::toString);
  }

  @Test
  void a_reading_is_not_acknowledged_when_the_server_is_gone() throws Exception {
    makeLedger();
    InputStream stopping =
        new ByteArrayInputStream("a,stack-a,1\n".getBytes(StandardCharsets.UTF_8)) {
          private boolean stopped;

          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            if (!stopped) {
              stopped = true;
              try {
                postgres.close();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            }
            return super.read(bytes, offset, length);
          }
        };
    assertEquals(1, run(stopping));
    assertTrue(complained.toString().contains("not written: a,stack-a,1"), complained::toString);
    assertTrue(complained.toString().contains("not verified: "), complained::toString);
    assertEquals("", said.toString());
  }

  @Test
  void asked_to_end_it_takes_nothing_more() throws Exception {
    makeLedger();
    InputStream ending =
        new ByteArrayInputStream("a,stack-a,1\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            atEnd.forEach(Runnable::run);
            return super.read(bytes, offset, length);
          }
        };
    assertEquals(1, run(ending));
    assertTrue(complained.toString().contains("the writer is closed"), complained::toString);
    assertEquals("0", sql("select count(*) from ledger_entries"));
  }

  /** What an operator does, with a key that the application never sees. */
  private void makeLedger() throws SQLException {
    String owner = "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
    LedgerKey key =
        LedgerKey.create(directory.resolve("ledger.key"), "acme/plant-1", null, "the operator");
    Ledger made = Ledger.upgrade(owner, Map.of(), Clock.systemUTC(), key, line -> {});
    assertEquals(0, made.head().orElseThrow().sequence());
    environment.put("AUDIT_LEDGER_TRUST", directory.resolve("ledger.key.vkey").toString());
  }

  private int run(InputStream readings) throws InterruptedException {
    return new Main(readings, new PrintStream(said, true), new PrintStream(complained, true), environment)
        .run(IMPATIENT, atEnd::add);
  }

  private static InputStream readings() throws IOException {
    return Files.newInputStream(Path.of("readings.csv"));
  }

  private static InputStream lines(String lines) {
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  private String sql(String statement) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
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
