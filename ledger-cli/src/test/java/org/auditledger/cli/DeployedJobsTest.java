package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The jobs of deploy/ run for real: what the units and the cron jobs say, word for word, each as
 * the role that deploy/roles.sql makes for it, with its own variables and files.
 */
@OnPostgres
class DeployedJobsTest {

  private static final String LEDGER = "acme/plant-1";

  /** Where the jobs' files are on a host; here they are below a directory of the test's. */
  private static final Pattern HOST =
      Pattern.compile("(?<![\\w/])(/etc/audit-ledger|/var/lib/audit-ledger|/var/backups|/run/)");

  @TempDir private Path host;

  private TestDatabase database;

  @BeforeEach
  void has_a_ledger_that_nobody_owns_who_logs_in(TestDatabase given) throws Exception {
    database = given;
    for (String made :
        List.of("/etc/audit-ledger/trust", "/var/lib/audit-ledger/anchors", "/run/audit-ledger")) {
      Files.createDirectories(Path.of(on(made)));
    }
    for (String made :
        List.of(
            "/var/lib/audit-ledger/archive",
            "/var/lib/audit-ledger-metrics",
            "/var/backups/ledger")) {
      Files.createDirectories(Path.of(on(made)));
    }
    makeOwner();
    secret("/etc/audit-ledger/ledger.key.passphrase", "correct horse\n");
    administrator("keys", "generate", "--name", LEDGER, "--output", key());
    Files.copy(Path.of(key() + ".vkey"), Path.of(on("/etc/audit-ledger/trust/ledger.vkey")));
    administrator("migrate", "upgrade");
    database.execute(Files.readString(Checkout.root().resolve("deploy/roles.sql")));
    administrator("migrate", "verify", "--accept-posture=the jobs' roles");
    administrator("partitions", "create", "--for", "2026-01-15", "--period", "monthly");
    database.execute(
        "insert into telemetry_buffer"
            + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
            + " values ('default', 's', 't', '2026-01-15', '{}', repeat('0', 64))");
    Files.writeString(
        Path.of(on("/etc/audit-ledger/pg_service.conf")),
        here(Files.readString(SystemdUnit.DIRECTORY.resolve("pg_service.conf"))));
    for (String job : List.of("checkpoint", "backup", "retention", "verify")) {
      secret("/etc/audit-ledger/" + job + ".pgpass", "*:*:*:*:" + database.password() + "\n");
    }
  }

  @Test
  void the_services_of_systemd_keep_a_ledger() throws Exception {
    assertThat(service("checkpoint")).allMatch(run -> run.stdout().contains("sealed"));
    List<CommandLineRun> backups = service("backup");
    assertThat(backups).hasSize(2);
    assertThat(list("/var/backups/ledger")).hasSize(1);
    assertThat(service("retention").get(0).stdout())
        .contains("dropped 1 (")
        .contains("telemetry_buffer_2026_01");
    assertThat(list("/var/lib/audit-ledger/archive")).hasSize(1);
    assertThat(
            TextfileMetrics.parse(
                Files.readString(Path.of(on("/var/lib/audit-ledger-metrics/audit_ledger.prom"))),
                LEDGER))
        .containsEntry("audit_ledger_partitions_ahead", 7L)
        .containsEntry("audit_ledger_retention_dropped_partitions_total", 1L);
    assertThat(service("checkpoint")).hasSize(1);
    assertThat(service("verify").get(0).stdout()).contains("history  pass", "posture  pass");
    assertThat(partitions()).doesNotContain("telemetry_buffer_2026_01");
  }

  @Test
  void the_role_that_verifies_can_do_nothing_else() throws Exception {
    assertThat(service("checkpoint")).hasSize(1);
    SystemdUnit verify = unit("verify");
    prepare(verify);
    Map<String, String> environment = environment(verify.environment());
    environment.putAll(administering());
    environment.put("LEDGER_DSN", "service=audit-ledger-verify");
    for (String command :
        List.of("tenant add x --days 1", "retention hold x --reason r", "retention apply --auto")) {
      CommandLineRun run = CommandLineRun.in(environment, command.split(" ", -1));
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
    }
  }

  @Test
  void the_cron_jobs_of_kubernetes_keep_a_ledger() throws Exception {
    // There the key comes with the secret.
    secret("/run/secrets/audit-ledger/ledger.key", Files.readString(Path.of(key())));
    secret("/run/secrets/audit-ledger/ledger.key.vkey", Files.readString(Path.of(key() + ".vkey")));
    Files.move(Path.of(key() + ".anchor"), Path.of(on("/var/lib/audit-ledger/first.anchor")));
    for (String job : List.of("checkpoint", "backup", "retention", "checkpoint", "verify")) {
      cronJob(job);
    }
    assertThat(list("/var/backups/ledger")).hasSize(1);
    assertThat(list("/var/lib/audit-ledger/archive")).hasSize(1);
    assertThat(partitions()).doesNotContain("telemetry_buffer_2026_01");
  }

  /** A ledger belongs to a role that nobody logs in as, and that may make roles. */
  private void makeOwner() throws SQLException {
    database.execute(
        "drop role if exists audit_ledger_verify, audit_ledger_checkpoint, audit_ledger_backup,"
            + " audit_ledger_retention");
    if (database.query("select 1 from pg_roles where rolname = 'ledger_owner'").isEmpty()) {
      database.execute("create role ledger_owner nologin createrole");
    }
    database.execute(
        "alter database \""
            + database.name()
            + "\" owner to ledger_owner;"
            + "alter schema public owner to ledger_owner");
  }

  private List<CommandLineRun> service(String job) throws Exception {
    SystemdUnit unit = unit(job);
    prepare(unit);
    return runs(
        environment(unit.environment()),
        unit.commands().stream().flatMap(command -> calls(command).stream()).toList());
  }

  /** What systemd does before the job begins. */
  private void prepare(SystemdUnit unit) throws IOException {
    Files.createDirectories(Path.of(on("/run/" + unit.stem())));
    for (String credential : unit.values("LoadCredential")) {
      String[] parts = credential.split(":", -1);
      Path loaded = Path.of(on("/run/credentials/" + unit.name() + "/" + parts[0]));
      Files.createDirectories(loaded.getParent());
      Files.writeString(loaded, Files.readString(Path.of(on(parts[1]))));
    }
    String before = unit.specified(unit.value("ExecStartPre"));
    ProcessRun run = ProcessRun.of(host, Map.of(), List.of("sh", "-euc", on(before)));
    assertThat(run.exit()).as("%s", run).isZero();
  }

  private void cronJob(String job) throws Exception {
    secret("/run/secrets/audit-ledger/pgpass", "*:*:*:*:" + database.password() + "\n");
    secret("/run/secrets/audit-ledger/passphrase", "correct horse\n");
    ProcessRun init =
        ProcessRun.of(
            host, Map.of(), List.of("sh", "-euc", on(KubernetesJobsTest.preparation(job))));
    assertThat(init.exit()).as("%s", init).isZero();
    Map<String, String> variables = new TreeMap<>();
    for (JsonNode variable : KubernetesJobsTest.environment(job)) {
      variables.put(variable.get("name").asString(), variable.get("value").asString());
    }
    runs(environment(variables), KubernetesJobsTest.calls(host, job));
  }

  private List<CommandLineRun> runs(Map<String, String> environment, List<List<String>> calls) {
    return calls.stream()
        .map(call -> call.stream().map(this::on).toArray(String[]::new))
        .map(words -> CommandLineRun.in(environment, words))
        .peek(run -> assertThat(run.exit()).as("%s", run).isZero())
        .toList();
  }

  private List<List<String>> calls(String command) {
    try {
      return ShellWords.calls(host, command);
    } catch (IOException e) {
      throw new IllegalStateException("no shell takes " + command, e);
    }
  }

  private Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> environment = new TreeMap<>(Map.of("HOME", host.toString()));
    variables.forEach((name, value) -> environment.put(name, on(value)));
    return environment;
  }

  private void administrator(String... words) {
    Map<String, String> environment = environment(administering());
    CommandLineRun run = CommandLineRun.in(environment, words);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  private Map<String, String> administering() {
    return Map.of(
        "LEDGER_DSN",
        database.dsn()
            + (database.dsn().contains("?") ? "&" : "?")
            + "options=-c%20role%3Dledger_owner",
        "AUDIT_LEDGER_SIGNING_KEY",
        key(),
        "AUDIT_LEDGER_PASSPHRASE_FILE",
        on("/etc/audit-ledger/ledger.key.passphrase"));
  }

  private String key() {
    return on("/var/lib/audit-ledger/ledger.key");
  }

  /** The same service, of the server that is here. */
  private String here(String services) {
    return services
        .replace("host=db.example.org", "host=" + database.host() + "\nport=" + database.port())
        .replace("dbname=ledger", "dbname=" + database.name())
        .replace("sslmode=verify-full", "sslmode=disable");
  }

  private String on(String text) {
    return text.startsWith(host.toString())
        ? text
        : HOST.matcher(text).replaceAll(host.toString() + "$1");
  }

  private void secret(String path, String content) throws IOException {
    Path file = Path.of(on(path));
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private List<String> list(String directory) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(on(directory)))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> partitions() throws SQLException {
    return database.query(
        "select inhrelid::regclass::text from pg_inherits"
            + " where inhparent = 'telemetry_buffer'::regclass");
  }

  private static SystemdUnit unit(String job) throws IOException {
    return SystemdUnit.read(SystemdUnit.DIRECTORY.resolve("audit-ledger-" + job + ".service"));
  }
}
