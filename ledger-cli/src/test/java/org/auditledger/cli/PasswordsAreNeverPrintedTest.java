package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a database's password is given, and whatever comes of it, nothing that is said has it.
 */
@OnPostgres
class PasswordsAreNeverPrintedTest {

  private static final String PASSWORD = "Zq7:pa55 w@rd";
  private static final String ENCODED = "Zq7%3Apa55%20w%40rd";

  /** What a leak would show at least a piece of, encoded or not. */
  private static final List<String> PIECES = List.of("Zq7", "pa55", "w@rd", "w%40rd");

  @TempDir private Path home;

  /** A way to give the password: arguments and variables, with {@code %d} where the database is. */
  private record Way(List<String> arguments, Map<String, String> environment) {}

  @Test
  void not_one_of_all_ways_to_give_it_shows_it(TestDatabase database) throws Exception {
    String role = "auditor_" + database.name();
    database.execute("create role " + role + " login password '" + PASSWORD + "'");
    try {
      for (Way way : ways(database, role)) {
        CommandLineRun works = run(way, database.name(), "select 1");
        assertThat(works.exit()).as("%s", works).isZero();
        CommandLineRun missing = run(way, "missing", "select 1");
        assertThat(missing.exit()).as("%s", missing).isEqualTo(20);
        // Only who knows the very password can take it out of what a server says.
        CommandLineRun echoed =
            run(
                way,
                database.name(),
                "do 'begin raise exception ''echo % end'', ''" + PASSWORD + "''; end'");
        assertThat(echoed.exit()).as("%s", echoed).isEqualTo(20);
        assertThat(echoed.stderr()).contains("echo *** end");
        for (CommandLineRun run : List.of(works, missing, echoed)) {
          assertThat(run.stdout() + run.stderr()).doesNotContain(PIECES);
        }
      }
    } finally {
      database.execute("drop role " + role);
    }
  }

  @Test
  void no_command_about_migrations_or_that_verifies_shows_it(TestDatabase database)
      throws Exception {
    String role = "migrator_" + database.name();
    database.execute("create role " + role + " superuser login password '" + PASSWORD + "'");
    Path key = home.resolve("a.key");
    VerifierKey unused = new SigningKeyFile(key).create("a", null, new SecureRandom());
    try {
      List<Way> ways = ways(database, role);
      for (String command :
          List.of(
              "migrate plan",
              "migrate upgrade",
              "migrate status",
              "migrate history",
              "migrate verify",
              "verify",
              "doctor",
              "retention plan",
              "retention apply --auto",
              "retention status",
              "partitions list",
              "tenant list",
              "migrate recover",
              "migrate downgrade -1",
              "migrate adopt")) {
        for (Way way : List.of(ways.get(0), ways.get(5))) {
          Map<String, String> environment = new HashMap<>(way.environment());
          environment.replaceAll((name, value) -> value.replace("%d", database.name()));
          environment.put("AUDIT_LEDGER_DEBUG", "1");
          environment.put("AUDIT_LEDGER_SIGNING_KEY", key.toString());
          List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
          way.arguments().forEach(word -> words.add(word.replace("%d", database.name())));
          CommandLineRun run = CommandLineRun.in(environment, words.toArray(String[]::new));
          assertThat(run.exit()).as("%s", run).isIn(0, 3, 22);
          assertThat(run.stdout() + run.stderr()).doesNotContain(PIECES);
        }
      }
    } finally {
      database.execute("drop owned by " + role + " cascade; drop role " + role);
    }
  }

  @Test
  void no_command_about_entries_shows_it(TestDatabase database) throws Exception {
    SealedTestLedger ledger =
        SealedTestLedger.make(database, Files.createDirectory(home.resolve("k")));
    String role = "writer_" + database.name();
    database.execute("create role " + role + " superuser login password '" + PASSWORD + "'");
    try {
      List<Way> ways = ways(database, role);
      int files = 0;
      for (Way way : List.of(ways.get(0), ways.get(5))) {
        for (String command :
            List.of(
                "append " + entries(),
                "append --seal " + entries(),
                "buffer append " + telemetry(),
                "checkpoint create",
                "checkpoint create --anchor " + home.resolve("newest.anchor"),
                "checkpoint list",
                "export",
                "checkpoint export --output " + home.resolve("exported-" + files++),
                "prove 1 --output " + home.resolve("proof-" + files++))) {
          CommandLineRun works = run(way, database.name(), ledger, command);
          assertThat(works.exit()).as("%s", works).isZero();
          CommandLineRun missing = run(way, "missing", ledger, command);
          assertThat(missing.exit()).as("%s", missing).isEqualTo(20);
          assertShowsNothing(works, missing);
        }
      }
      // It asks no database, and is told of one all the same.
      Way told = new Way(List.of(), ways.get(5).environment());
      String proof = home.resolve("proof-1").toString();
      CommandLineRun checked = run(told, database.name(), ledger, "verify-proof " + proof);
      assertThat(checked.exit()).as("%s", checked).isZero();
      assertShowsNothing(checked, run(told, "missing", ledger, "verify-proof missing"));
      assertReportShowsNothing(database, ledger, role, ways.get(0));
      assertReportShowsNothing(database, ledger, role, ways.get(5));
      assertEchoesNothing(database, ledger, ways.get(5));
    } finally {
      database.execute("drop owned by " + role + " cascade; drop role " + role);
    }
  }

  /** It says as which role the ledger was verified, in a file that is handed on. */
  private void assertReportShowsNothing(
      TestDatabase database, SealedTestLedger ledger, String role, Way way) throws IOException {
    Path report = Files.createTempDirectory(home, "reports").resolve("report");
    CommandLineRun missing = run(way, "missing", ledger, "verify --report " + report);
    assertThat(missing.exit()).as("%s", missing).isEqualTo(20);
    CommandLineRun works = run(way, database.name(), ledger, "verify --report " + report);
    // A superuser who came after the ledger is a weaker protection.
    assertThat(works.exit()).as("%s", works).isEqualTo(ExitCode.POSTURE_WEAKER.code());
    assertThat(Files.readString(report)).contains(role).doesNotContain(PIECES);
    Way told = new Way(List.of(), way.environment());
    CommandLineRun said = run(told, database.name(), ledger, "verify-report " + report);
    assertThat(said.exit()).as("%s", said).isEqualTo(works.exit());
    assertShowsNothing(missing, works, said);
  }

  /** Only who knows the very password can take it out of what a server says. */
  private void assertEchoesNothing(TestDatabase database, SealedTestLedger ledger, Way way)
      throws Exception {
    database.execute(
        "create function echo() returns trigger language plpgsql as"
            + " 'begin raise exception ''echo % end'', ''"
            + PASSWORD
            + "''; end';"
            + "create trigger echo before insert on audit_ledger.journal execute function echo()");
    CommandLineRun unsealed = run(way, database.name(), ledger, "append --seal " + entries());
    assertThat(unsealed.stderr()).contains("1 lines are committed; ", "echo *** end");
    CommandLineRun create = run(way, database.name(), ledger, "checkpoint create");
    assertThat(create.stderr()).contains("echo *** end");
    database.execute(
        "create trigger echo before insert on public.ledger_entries execute function echo();create"
            + " trigger echo before insert on public.telemetry_buffer execute function echo()");
    CommandLineRun append = run(way, database.name(), ledger, "append " + entries());
    assertThat(append.stderr()).contains("echo *** end");
    CommandLineRun buffer = run(way, database.name(), ledger, "buffer append " + telemetry());
    assertThat(buffer.stderr()).contains("echo *** end");
    assertShowsNothing(unsealed, create, append, buffer);
  }

  private static void assertShowsNothing(CommandLineRun... runs) {
    for (CommandLineRun run : runs) {
      assertThat(run.stdout() + run.stderr()).as("%s", run.arguments()).doesNotContain(PIECES);
    }
  }

  private static CommandLineRun run(
      Way way, String database, SealedTestLedger ledger, String command) {
    Map<String, String> environment = new HashMap<>(ledger.runs().environment());
    environment.putAll(way.environment());
    environment.replaceAll((name, value) -> value.replace("%d", database));
    environment.put("AUDIT_LEDGER_DEBUG", "1");
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    way.arguments().forEach(word -> words.add(word.replace("%d", database)));
    return CommandLineRun.in(environment, words.toArray(String[]::new));
  }

  private Path entries() throws IOException {
    return Files.writeString(
        home.resolve("entries.jsonl"),
        "{\"verdict\":\"CLEAR\",\"telemetry_id\":\"t\",\"telemetry_hash\":\"%s\","
                .formatted("ab".repeat(32))
            + "\"ski_model_version\":\"m\"}\n");
  }

  private Path telemetry() throws IOException {
    return Files.writeString(
        home.resolve("telemetry.jsonl"),
        "{\"subject\":\"s\",\"telemetry_id\":\"t\",\"telemetry_ts\":\"%s\",\"measurement\":{}}\n"
            .formatted(Instant.now().truncatedTo(ChronoUnit.MICROS)));
  }

  private static CommandLineRun run(Way way, String database, String sql) {
    Map<String, String> environment = new HashMap<>(way.environment());
    environment.replaceAll((name, value) -> value.replace("%d", database));
    environment.put("AUDIT_LEDGER_DEBUG", "1");
    List<String> arguments = new ArrayList<>(way.arguments());
    arguments.replaceAll(argument -> argument.replace("%d", database));
    arguments.add(sql);
    return RunSql.with(environment, arguments.toArray(String[]::new));
  }

  private List<Way> ways(TestDatabase database, String role) throws IOException, SQLException {
    String at = database.host() + ":" + database.port();
    String keys = "host=" + database.host() + " port=" + database.port() + " user=" + role;
    String uri = "//" + role + ":" + ENCODED + "@" + at + "/%d";
    Path homeWithFiles = Files.createDirectory(home.resolve("files"));
    String pgpass = "*:*:*:*:" + PASSWORD.replace(":", "\\:") + "\n";
    Path pgpassFile = secret(homeWithFiles.resolve(".pgpass"), pgpass);
    String service = "[ledger]\n" + keys.replace(' ', '\n') + "\npassword=" + PASSWORD + "\n";
    Path serviceFile = secret(homeWithFiles.resolve(".pg_service.conf"), service);
    String home = homeWithFiles.toString();
    String quoted = keys + " dbname=%d password='" + PASSWORD + "'";
    return List.of(
        new Way(List.of("--ledger-db", "postgresql:" + uri), Map.of()),
        new Way(List.of("--ledger-db=postgres:" + uri), Map.of()),
        new Way(List.of("--source", "postgresql+psycopg:" + uri), Map.of()),
        new Way(
            List.of(
                "--source",
                "jdbc:postgresql://" + at + "/%d?user=" + role + "&password=" + ENCODED),
            Map.of()),
        new Way(List.of("--ledger-db", quoted), Map.of()),
        new Way(List.of(), Map.of("LEDGER_DSN", "postgresql:" + uri)),
        new Way(List.of(), Map.of("LEDGER_DSN", quoted)),
        new Way(List.of("--source", keys + " dbname=%d"), Map.of("PGPASSWORD", PASSWORD)),
        new Way(List.of("--source", keys + " dbname=%d"), Map.of("HOME", home)),
        new Way(
            List.of("--source", keys + " dbname=%d"), Map.of("PGPASSFILE", pgpassFile.toString())),
        new Way(List.of("--source", "service=ledger dbname=%d"), Map.of("HOME", home)),
        new Way(
            List.of("--source", "service=ledger dbname=%d"),
            Map.of("PGSERVICEFILE", serviceFile.toString())));
  }

  private static Path secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
