package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who follows docs/operator.md to the letter, from the first line to the last and on a server of
 * his own, sees what it says. What happens to him in between is made to happen here.
 */
@OnPostgres
class OperatorGuideTest {

  private static final String ANCESTOR = "/ancestor/v0.1.sql";

  /** Something that happens to an operator. */
  private interface Event {
    void happen() throws SQLException, IOException;
  }

  @TempDir private Path directory;

  private final Map<String, Event> events = new HashMap<>();
  private CrashableServer server;
  private TestDatabase old;
  private ReadersShell shell;

  @BeforeEach
  void has_a_server(CrashableServer given) throws IOException {
    server = given;
    shell = new ReadersShell(directory);
    // Half of the guide is typed into it; .ci/run installs it.
    assumeThat(shell.type("command -v psql").exit())
        .as("psql is not installed here: what needs it is skipped")
        .isZero();
    shell.with("ADMIN_DSN", in("postgres").dsn());
    events.put("Upgrade 1", this::inheritsALedger);
    events.put("Upgrade 3", this::inheritsOneThatWasHalfUpgraded);
    events.put("An upgrade was cut off 1", this::losesTheConnection);
    events.put("An upgrade was cut off 2", this::hasAColleagueWhoKnowsPsql);
    events.put("A key is replaced 1", () -> uses("ledger", 50));
    events.put("The ledger moves to another database: pg_upgrade 2", this::moves);
    events.put("Point-in-time recovery 1", this::goesBackInTime);
  }

  @AfterEach
  void leave() throws Exception {
    shell.close();
  }

  @Test
  void every_command_of_the_guide_shows_what_it_says() throws Exception {
    Map<String, Integer> under = new HashMap<>();
    for (Guide.Typed typed : Guide.read("operator.md")) {
      String place = typed.heading() + " " + under.merge(typed.heading(), 1, Integer::sum);
      Event event = events.remove(place);
      if (event != null) {
        event.happen();
      }
      ProcessRun run = shell.type(typed.script().replace("db.example.org", address()));
      assertThat(run.exit()).as("%s: %s", place, run).isEqualTo(typed.exit());
      assertThat(typed.missingFrom(run.stdout())).as("%s: %s", place, run).isEmpty();
    }
    assertThat(events).as("what has no place in the guide any more").isEmpty();
  }

  /** What the guide says of poolers is what a real one comes to. */
  @Test
  void a_pooler_is_noticed_as_the_guide_says() throws Exception {
    // PretendedPooler stands in for it where there is none; .ci/run installs it.
    assumeThat(shell.type("command -v pgbouncer").exit())
        .as("pgbouncer is not installed here: what needs it is skipped")
        .isZero();
    String guide = Files.readString(Checkout.root().resolve("docs/operator.md"));
    for (String ignored : List.of("extra_float_digits,options", "extra_float_digits")) {
      for (String mode : List.of("transaction", "session")) {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
          port = free.getLocalPort();
        }
        Path settings =
            Files.writeString(
                shell.home().resolve("pgbouncer.ini"), poolerSettings(port, mode, ignored));
        Process pooler = pooler(settings);
        try {
          awaitListening(pooler, port);
          shell.with("LEDGER_DSN", "postgresql://postgres@127.0.0.1:" + port + "/ledger");
          ProcessRun run = shell.type("audit-ledger verify");
          assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
          assertThat(guide).contains(run.stdout().replace(":" + port, ":6544"));
        } finally {
          pooler.destroy();
        }
      }
    }
  }

  private String poolerSettings(int port, String mode, String ignored) {
    return """
    [databases]
    ledger = host=%s port=%d user=%s password=%s dbname=postgres
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %d
    unix_socket_dir =
    auth_type = any
    pool_mode = %s
    ignore_startup_parameters = %s
    """
        .formatted(
            server.host(), server.port(), server.user(), server.password(), port, mode, ignored);
  }

  /** It does not run as root, and becomes somebody else then. */
  private Process pooler(Path settings) throws IOException {
    List<String> command = new ArrayList<>(List.of("pgbouncer", "-q", settings.toString()));
    if (shell.type("id -u").stdout().strip().equals("0")) {
      command.addAll(1, List.of("-u", "nobody"));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("pgbouncer.log").toFile())
        .start();
  }

  private void awaitListening(Process pooler, int port) throws Exception {
    for (int i = 0; i < 500; i++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        assertThat(pooler.isAlive())
            .as(Files.readString(directory.resolve("pgbouncer.log")))
            .isTrue();
        Thread.sleep(20);
      }
    }
    throw new AssertionError("pgbouncer does not listen");
  }

  private void inheritsALedger() throws SQLException, IOException {
    old = server.create(ANCESTOR);
    old.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    shell.with("LEDGER_DSN", old.dsn());
  }

  private void inheritsOneThatWasHalfUpgraded() throws SQLException, IOException {
    TestDatabase half = server.create(ANCESTOR);
    half.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    shell.with("LEDGER_DSN", half.dsn());
    try (var script = OperatorGuideTest.class.getResourceAsStream("/ancestor/v0.2-upgrade.sql")) {
      Files.write(shell.home().resolve("v0.2.sql"), script.readAllBytes());
    }
    assertThat(shell.type("psql \"$LEDGER_DSN\" -Xqf v0.2.sql").stdout())
        .contains("ledger_entries is append-only; UPDATE is not permitted");
    assertThat(shell.type("audit-ledger migrate status").stdout())
        .contains("unknown; nearest to v0.2");
  }

  private void losesTheConnection() throws IOException {
    shell.with("LEDGER_DSN", old.dsn());
    succeeds("audit-ledger migrate downgrade -1 --signing-key plant-2.key");
  }

  private void hasAColleagueWhoKnowsPsql() {
    succeeds("audit-ledger migrate downgrade -1 --signing-key plant-2.key");
    succeeds(
        "psql \"$LEDGER_DSN\" -Xq1 -v ON_ERROR_STOP=1 -f "
            + Checkout.root().resolve("migrations/ledger/deploy/V4__guards.sql"));
    assertThat(shell.type("audit-ledger migrate upgrade --signing-key plant-2.key").stdout())
        .contains("the schema is not what was last recorded")
        .contains("or record it: audit-ledger migrate recover");
  }

  private void uses(String database, int entries) throws SQLException, IOException {
    shell.with(
        "LEDGER_DSN",
        "postgresql://ledger_migrator@"
            + address()
            + "/"
            + database
            + "?options=-c%20role%3Dledger_owner");
    GenuineEntries.append(in(database), entries, 0);
  }

  private void moves() throws SQLException, IOException {
    in("postgres").execute("create database moved template ledger owner ledger_owner");
    uses("moved", 0);
  }

  /** The database stays the same one: for its journal that is its number. */
  private void goesBackInTime() throws SQLException, IOException {
    TestDatabase administered = in("postgres");
    String oid =
        administered.query("select oid::text from pg_database where datname = 'moved'").get(0);
    administered.execute("create database earlier template moved");
    uses("moved", 20);
    succeeds("audit-ledger checkpoint create --anchor newest.anchor --signing-key plant-1c.key");
    succeeds("audit-ledger backup --output late.backup --signing-key plant-1c.key");
    administered.execute("drop database moved");
    administered.execute("create database moved template earlier owner ledger_owner oid = " + oid);
    assertThat(shell.type("audit-ledger checkpoint create --signing-key plant-1c.key").stdout())
        .contains("nothing was sealed: the database was rolled back");
  }

  private void succeeds(String script) {
    ProcessRun run = shell.type(script);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  private String address() {
    return server.host() + ":" + server.port();
  }

  private TestDatabase in(String database) {
    return new TestDatabase(server, database);
  }
}
