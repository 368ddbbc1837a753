package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How the commands of retention end, and what they say; a run's own steps are tried elsewhere. */
@OnPostgres
class RetentionCommandTest {

  private static TestDatabase database;
  private static MigrateRuns runs;

  @TempDir private Path directory;

  @BeforeAll
  static void make_a_ledger(@TempDir Path given, TestDatabase made) {
    database = made;
    runs = ledger(made, given);
  }

  private static MigrateRuns ledger(TestDatabase made, Path at) {
    MigrateRuns ledger = MigrateRuns.of(made, at);
    String unused = ledger.text("upgrade");
    return ledger;
  }

  @Test
  void what_is_done_is_a_plan_that_was_named_or_whatever_there_is_to_do() {
    for (String wrong :
        List.of(
            "retention apply",
            "retention apply --auto --plan " + "0".repeat(64),
            "retention apply --plan x",
            "retention apply --auto --floor 0",
            "retention apply --auto --max-partitions 0",
            "retention plan --premake 401",
            "retention plan --grace 367d",
            "retention hold x",
            "retention hold x --reason r --from 2026-02-01 --to 2026-01-01",
            "retention hold x --reason r --expires 2020-01-01",
            "retention hold x --reason r --tenant nobody",
            "retention release nothing --reason r",
            "tenant set-retention nobody --days 1",
            "tenant set-retention default --days 0",
            "partitions create --premake -1",
            "partitions drop nothing")) {
      ends(ExitCode.USAGE, wrong);
    }
  }

  @Test
  void a_plan_that_is_another_one_by_now_is_not_done() throws SQLException {
    expired("2011-03-01");
    String plan = json("retention plan").get("plan").asString();
    insert(database, "2011-03-01");
    CommandLineRun run = ends(ExitCode.REFUSED, "retention apply --plan " + plan);
    assertThat(run.stderr()).contains(plan, "audit-ledger retention plan");
    assertThat(partitions()).contains("telemetry_buffer_2011_03_01");
    String now = json("retention plan").get("plan").asString();
    assertThat(now).isNotEqualTo(plan);
    JsonNode done = json("retention apply --plan " + now);
    assertThat(done.get("plan").asString()).isEqualTo(now);
    assertThat(done.get("dropped").toString()).contains("telemetry_buffer_2011_03_01");
    assertThat(partitions()).doesNotContain("telemetry_buffer_2011_03_01");
  }

  @Test
  void a_hold_keeps_what_it_covers_until_it_is_released() throws SQLException {
    expired("2012-03-01");
    insert(database, "2012-03-01");
    JsonNode hold =
        json("retention hold h1 --reason r --tenant default --from 2012-03-01 --to 2012-03-01");
    assertThat(hold.get("to").asString()).isEqualTo("2012-03-01T23:59:59.999999Z");
    assertThat(done("retention plan").stdout())
        .containsPattern("telemetry_buffer_2012_03_01 .* some .*default +stays: it is on hold: h1");
    assertThat(done("retention status").stdout())
        .containsPattern("h1 +records of tenant default from 2012-03-01 .*when it is released");
    CommandLineRun refused = ends(ExitCode.REFUSED, "partitions drop telemetry_buffer_2012_03_01");
    assertThat(refused.stderr()).contains("h1");
    ends(ExitCode.USAGE, "retention hold h1 --reason again");
    assertThat(json("retention release h1 --reason over").get("statement").asLong())
        .isGreaterThan(hold.get("statement").asLong());
    assertThat(done("partitions drop telemetry_buffer_2012_03_01").stdout())
        .contains("dropped 1 (");
  }

  @Test
  void the_floor_is_the_same_by_option_and_by_variable_and_is_never_passed_over()
      throws SQLException {
    String none = json("retention plan --premake 9").get("plan").asString();
    expired("2013-03-01");
    String by = json("retention plan --floor 100000").get("plan").asString();
    assertThat(by).isNotEqualTo(none);
    assertThat(json("retention --floor 100000").get("plan").asString())
        .as("without a command it is the one that changes nothing")
        .isEqualTo(by);
    Map<String, String> more = new HashMap<>(runs.environment());
    more.put("AUDIT_LEDGER_RETENTION_FLOOR", "100000");
    CommandLineRun plan = CommandLineRun.in(more, "retention", "plan", "--json");
    assertThat(JsonSchema.check(plan.stdout()).get("plan").asString()).isEqualTo(by);
    assertThat(plan.stdout()).contains("\"because\":\"not_expired\"", "the floor is 100000 days");
    for (String wrong : List.of("ten", "-1", "0", "99999999")) {
      more.put("AUDIT_LEDGER_RETENTION_FLOOR", wrong);
      for (String command : List.of("retention plan", "retention apply --auto")) {
        CommandLineRun run = CommandLineRun.in(more, command.split(" ", -1));
        assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
      }
    }
    assertThat(done("partitions drop telemetry_buffer_2013_03_01").exit()).isZero();
  }

  @Test
  void an_insert_outside_of_all_partitions_says_which_command_makes_one_and_that_does()
      throws IOException {
    Path line =
        Files.writeString(
            directory.resolve("t.jsonl"),
            "{\"subject\":\"s\",\"telemetry_id\":\"t\",\"telemetry_ts\":\"2014-03-01T10:00:00Z\","
                + "\"measurement\":{}}\n");
    CommandLineRun refused = ends(ExitCode.REFUSED, "buffer append " + line);
    String next = "audit-ledger partitions create --for 2014-03-01";
    assertThat(refused.stderr()).contains("next: make it with: " + next);
    assertThat(done(next.substring("audit-ledger ".length())).exit()).isZero();
    assertThat(done("buffer append " + line).exit()).isZero();
    assertThat(done("partitions drop telemetry_buffer_2014_03_01").exit()).isZero();
  }

  @Test
  void an_archive_is_proven_by_who_is_trusted_and_by_nobody_else() throws Exception {
    expired("2015-03-01");
    insert(database, "2015-03-01");
    done("partitions drop telemetry_buffer_2015_03_01 --archive-to " + directory);
    Path archive = onlyFile();
    JsonNode proved = json("retention prove --archive " + archive + " --telemetry-id t");
    assertThat(proved.get("proven").asBoolean()).isTrue();
    assertThat(proved.at("/record/form").asString()).contains("\"telemetry_id\":\"t\"");
    assertThat(proved.at("/record/size").asLong()).isEqualTo(1);
    Map<String, String> nobody = new HashMap<>(runs.environment());
    nobody.remove("AUDIT_LEDGER_TRUST");
    CommandLineRun unproven =
        CommandLineRun.in(nobody, "retention", "prove", "--archive", archive.toString());
    assertThat(unproven.exit()).as("%s", unproven).isEqualTo(ExitCode.NOT_ALL_CHECKED.code());
    assertThat(unproven.stdout()).contains("NOT PROVEN: ");
    ends(ExitCode.USAGE, "retention prove --archive " + archive + " --telemetry-id other");
    ends(ExitCode.USAGE, "retention prove --archive " + archive + " --tenant default");
    Path backup = directory.resolve("b.backup");
    done("backup --output " + backup);
    assertThat(json("retention prove --archive " + archive + " --backup " + backup).get("proven"))
        .isEqualTo(proved.get("proven"));
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Path flipped = Files.write(directory.resolve("flipped"), bytes);
    ends(ExitCode.BACKUP_INVALID, "retention prove --archive " + flipped);
  }

  @Test
  void who_does_not_own_the_buffer_is_told_who_does() throws SQLException {
    String role = database.name() + "_other";
    database.execute(
        "create role \""
            + role
            + "\" login superuser noinherit;"
            + "alter role \""
            + role
            + "\" nosuperuser;"
            + "grant ski_audit_reader to \""
            + role
            + "\"");
    Map<String, String> other = new HashMap<>(runs.environment());
    other.put("LEDGER_DSN", database.dsn().replace(database.user() + ":", role + ":"));
    other.put("PGUSER", role);
    CommandLineRun run = CommandLineRun.in(other, "retention", "apply", "--auto");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
    assertThat(run.stderr()).contains("only its owner", "options=-c role=");
  }

  @Test
  void what_nobody_can_account_for_ends_with_12_and_is_no_success(TestDatabase own)
      throws SQLException {
    MigrateRuns ledger = ledger(own, directory);
    String newest =
        own.query(
                "select max(inhrelid::regclass::text) from pg_inherits where inhparent ="
                    + " 'telemetry_buffer'::regclass")
            .get(0);
    own.execute("drop table " + newest);
    Path metrics = directory.resolve("a.prom");
    CommandLineRun run =
        ledger.other("retention", "apply", "--auto", "--metrics-file", metrics.toString());
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(run.stdout() + run.stderr()).contains(newest);
    assertThat(metrics).doesNotExist();
  }

  @Test
  void where_the_tables_that_repeat_the_journal_differ_nothing_goes(TestDatabase own)
      throws SQLException {
    MigrateRuns ledger = ledger(own, directory);
    own.execute(
        "insert into audit_ledger.retention (position, tenant_id, days)"
            + " select max(position), 'default', 1 from audit_ledger.journal");
    CommandLineRun status = ledger.other("retention", "status");
    assertThat(status.exit()).as("%s", status).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(status.stdout()).contains("differs").contains("default");
    CommandLineRun apply = ledger.other("retention", "apply", "--auto");
    assertThat(apply.exit()).as("%s", apply).isEqualTo(ExitCode.HISTORY_BROKEN.code());
  }

  @Test
  void metrics_are_for_another_user_whatever_the_umask_of_the_job_is() throws IOException {
    Path metrics = directory.resolve("a.prom");
    ProcessRun run =
        ProcessRun.of(
            directory,
            runs.environment(),
            List.of(
                "sh",
                "-c",
                "umask 077; exec java -cp \"$0\" org.auditledger.cli.Main"
                    + " retention status --metrics-file \"$1\"",
                System.getProperty("java.class.path"),
                metrics.toString()));
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(Files.getPosixFilePermissions(metrics)).hasSize(4);
    assertThat(TextfileMetrics.parse(Files.readString(metrics), MigrateRuns.LEDGER))
        .containsKey("audit_ledger_partitions_ahead");
  }

  private static void expired(String day) {
    assertThat(done("partitions create --for " + day).stdout()).contains("made 1 partition");
  }

  private static void insert(TestDatabase into, String day) throws SQLException {
    into.execute(
        "insert into telemetry_buffer"
            + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
            + " values ('default', 's', 't', '"
            + day
            + " 10:00+00', '{}', repeat('0', 64))");
  }

  private static List<String> partitions() throws SQLException {
    return database.query(
        "select inhrelid::regclass::text from pg_inherits"
            + " where inhparent = 'telemetry_buffer'::regclass");
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static JsonNode json(String command) {
    return JsonSchema.check(done(command + " --json").stdout());
  }

  private static CommandLineRun done(String command) {
    return ends(ExitCode.DONE, command);
  }

  private static CommandLineRun ends(ExitCode exit, String command) {
    CommandLineRun run = runs.other(command.split(" ", -1));
    assertThat(run.exit()).as("%s", run).isEqualTo(exit.code());
    return run;
  }
}
