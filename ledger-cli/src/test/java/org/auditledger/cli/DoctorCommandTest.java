package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.doctor.Diagnosis;
import org.auditledger.doctor.Doctor;
import org.auditledger.doctor.Limits;
import org.auditledger.doctor.Symptom;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.StandbyServer;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The doctor before every kind of ledger, and every kind of who asks. */
@OnPostgres
class DoctorCommandTest {

  /** The binaries are unpacked where other tests have theirs, and never in somebody's home. */
  private static final String CACHE = Path.of("target", "cache").toAbsolutePath().toString();

  @TempDir private Path directory;

  @Test
  void where_there_is_no_ledger_nothing_is_said_of_one(TestDatabase database) {
    CommandLineRun run = CommandLineRun.in(Map.of("LEDGER_DSN", database.dsn()), "doctor");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains("there is no ledger here", "migrate upgrade");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void an_ancestor_is_looked_at_as_far_as_it_goes(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    JsonNode answer = look(Map.of("LEDGER_DSN", database.dsn()));
    assertThat(answer.get("ledger").isNull()).isTrue();
    assertThat(DoctoredLedger.codes(answer))
        .contains("NOT_ADOPTED", "FSYNC_OFF")
        .doesNotContain("SCHEMA_UNKNOWN", "NEVER_SEALED");
    assertThat(DoctoredLedger.notChecked(answer, "seals"))
        .containsExactly("false the ledger is not adopted, so nothing records it");
    assertThat(DoctoredLedger.subject(answer, "history").get("grade").asString())
        .isEqualTo("not_checked");
    database.execute("alter table public.ledger_entries add column extra text");
    assertThat(DoctoredLedger.codes(look(Map.of("LEDGER_DSN", database.dsn()))))
        .contains("SCHEMA_UNKNOWN")
        .doesNotContain("NOT_ADOPTED");
  }

  @Test
  void who_may_not_see_something_is_told_that_it_was_not_checked(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(20);
    String reader = "reader_" + database.name();
    String nobody = "nobody_" + database.name();
    database.execute(
        "create role %1$s login password 'pa55word'; grant ski_audit_reader to %1$s;"
                .formatted(reader)
            + "create role %s login password 'pa55word'".formatted(nobody));
    try {
      CommandLineRun accepted = ledger.run("migrate", "verify", "--accept-posture=a reader");
      assertThat(accepted.exit()).as("%s", accepted).isZero();
      Map<String, String> environment = new HashMap<>(ledger.runs().environment());
      JsonNode asOwner = look(environment);
      JsonNode asReader = look(as(reader, database, environment));
      assertThat(DoctoredLedger.codes(asReader)).isEqualTo(DoctoredLedger.codes(asOwner));
      assertThat(asReader.get("subjects").toString()).doesNotContain("\"counts\":true");

      JsonNode asNobody = look(as(nobody, database, environment));
      for (String subject : List.of("history", "protection", "seals", "backups", "keys")) {
        assertThat(DoctoredLedger.notChecked(asNobody, subject))
            .as(subject)
            .anyMatch(why -> why.startsWith("true this role may not look: "));
        assertThat(DoctoredLedger.subject(asNobody, subject).get("grade").asString())
            .isEqualTo("not_checked");
      }
      assertThat(DoctoredLedger.codes(asNobody)).contains("FSYNC_OFF");
    } finally {
      database.execute(
          "drop owned by %1$s; drop role %1$s; drop role %2$s".formatted(reader, nobody));
    }
  }

  private static Map<String, String> as(
      String role, TestDatabase database, Map<String, String> environment) {
    Map<String, String> other = new HashMap<>(environment);
    other.put(
        "LEDGER_DSN",
        database
            .dsn()
            .replace(database.user() + ":" + database.password() + "@", role + ":pa55word@"));
    return other;
  }

  @Test
  void without_a_key_nothing_that_is_signed_is_checked(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    Map<String, String> environment =
        new HashMap<>(ledger.runs().with("AUDIT_LEDGER_SIGNING_KEY", "").environment());
    environment.put("AUDIT_LEDGER_TRUST", "");
    JsonNode answer = look(environment);
    assertThat(DoctoredLedger.notChecked(answer, "history"))
        .containsExactly(
            "false no key is trusted, so that nobody answers for what the journal says");
    assertThat(DoctoredLedger.subject(answer, "history").get("grade").asString())
        .isEqualTo("not_checked");
    assertThat(DoctoredLedger.notChecked(answer, "keys"))
        .singleElement()
        .asString()
        .contains("--trust");
    JsonNode strict = look(environment, "--strict");
    assertThat(DoctoredLedger.notChecked(strict, "history"))
        .allMatch(why -> why.startsWith("true"));
  }

  @Test
  void a_program_that_is_older_than_the_ledger_says_so(TestDatabase database) {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    MigrationSet all = MigrationSet.ledger();
    MigrationSet older =
        new MigrationSet(
            all.name(), all.migrations().subList(0, all.migrations().size() - 1), all.sum());
    assertThat(codes(ledger, MigrationSets.released())).doesNotContain("TOOL_OLDER");
    assertThat(codes(ledger, new MigrationSets(MigrationSet.control(), older)))
        .contains("TOOL_OLDER");
  }

  private List<String> codes(SealedTestLedger ledger, MigrationSets sets) {
    ClientEnvironment environment = new ClientEnvironment(Map.of(), directory, "x");
    Server server = (Server) ConnectionString.parse(ledger.database().dsn(), environment);
    Diagnosis diagnosis =
        new Doctor(
                server, sets, Limits.DEFAULT, TrustedKeys.NONE, Optional.empty(), Clock.systemUTC())
            .run();
    return diagnosis.subjects().stream()
        .flatMap(subject -> subject.symptoms().first().stream())
        .map(Symptom::code)
        .toList();
  }

  @Test
  void a_standby_is_looked_at_like_any_other(TestDatabase any) throws Exception {
    try (StandbyServer standby =
        StandbyServer.start(
            any.version(),
            directory.resolve("data"),
            List.of(),
            made -> {
              SealedTestLedger ledger = SealedTestLedger.make(made, directory);
              ledger.append(20);
              // The name of a database there is the name of it here.
              Files.writeString(directory.resolve("name"), made.name());
            })) {
      String name = Files.readString(directory.resolve("name"));
      TestDatabase database = new TestDatabase(standby, name);
      JsonNode answer =
          look(
              Map.of(
                  "LEDGER_DSN",
                  database.dsn(),
                  "AUDIT_LEDGER_TRUST",
                  directory.resolve(name + ".key.vkey").toString()));
      assertThat(DoctoredLedger.codes(answer)).contains("STANDBY", "NEVER_BACKED_UP");
      assertThat(DoctoredLedger.subject(answer, "history").get("grade").asString()).isEqualTo("ok");
    }
  }

  @Test
  void a_new_embedded_ledger_is_as_it_should_be() {
    Map<String, String> environment =
        Map.of("LEDGER_DSN", "embedded:" + directory.resolve("l"), "XDG_CACHE_HOME", CACHE);
    CommandLineRun made = CommandLineRun.in(environment, "migrate", "upgrade", "--quiet");
    assertThat(made.exit()).as("%s", made).isZero();
    CommandLineRun run = CommandLineRun.in(environment, "doctor", "--quiet");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout())
        .contains("  history     ok: it holds together\n", "note: OWNER_LOGS_IN\n")
        .doesNotContain("WARNING", "DANGER", "not checked");
    assertThat(run.stdout().lines()).allMatch(line -> line.length() <= 140);
  }

  private static JsonNode look(Map<String, String> environment, String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "doctor";
    all[1] = "--json";
    System.arraycopy(words, 0, all, 2, words.length);
    CommandLineRun run = CommandLineRun.in(environment, all);
    JsonNode answer = JsonSchema.check(run.stdout());
    assertThat(run.exit()).as("%s", run).isEqualTo(answer.get("exit").asInt());
    return answer;
  }
}
