package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Whatever endangers a ledger is found when it is there and not when it is not, on a server of the
 * test's own, which waits for the disk.
 */
@OnPostgres
class DoctorFindingsTest {

  private static CrashableServer server;
  private static DoctoredLedger ledger;
  private static SigningKeyFile second;

  @TempDir private Path directory;

  /** What brings a finding about, and what takes it back. */
  record Provocation(String code, ExitCode exit, List<String> sql, List<String> undo) {
    @Override
    public String toString() {
      return code;
    }
  }

  @BeforeAll
  static void make_a_ledger_that_is_as_it_should_be(TestDatabase any, @TempDir Path home)
      throws SQLException {
    server = CrashableServer.durable(any.version());
    SealedTestLedger made = SealedTestLedger.make(server.create(), home);
    made.append(20);
    assertThat(made.text("checkpoint", "create")).contains("20 entries");
    String backup = home.resolve("first.backup").toString();
    assertThat(made.text("backup", "--output", backup)).contains("20 entries");
    second = key(home.resolve("second.key"));
    assertThat(made.text("keys", "register", second.verifierKey().toString())).isNotEmpty();
    ledger = new DoctoredLedger(made);
  }

  private static SigningKeyFile key(Path path) {
    SigningKeyFile file = new SigningKeyFile(path);
    assertThat(file.create(MigrateRuns.LEDGER, null, new SecureRandom()).name())
        .isEqualTo(MigrateRuns.LEDGER);
    return file;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_ledger_that_is_kept_as_it_should_be_has_notes_only_and_none_of_it_is_changed()
      throws SQLException {
    List<String> stored = ledger.ledger().stored();
    String number = "select pg_snapshot_xmax(pg_current_snapshot())::text";
    List<String> before = ledger.database().query(number);
    JsonNode answer = ledger.look("--strict");
    assertThat(ledger.database().query(number)).as("nothing wrote").isEqualTo(before);
    assertThat(ledger.ledger().stored()).isEqualTo(stored);
    assertThat(DoctoredLedger.codes(answer)).isEqualTo(new TreeSet<>(DoctoredLedger.ALWAYS));
    assertThat(answer.get("exit").asInt()).as("%s", answer).isZero();
    assertThat(answer.get("conclusion").asString())
        .startsWith("nothing that was looked at endangers this ledger");
  }

  static Stream<Provocation> provocations() {
    return Stream.of(
        system("DAMAGE_IGNORED", "zero_damaged_pages = on"),
        system("SYNC_STANDBY_MISSING", "synchronous_standby_names = 'nobody'"),
        system("AUTOVACUUM_OFF", "autovacuum = off"),
        of(
            "SLOT_UNUSED",
            ExitCode.REFUSED,
            "select pg_create_physical_replication_slot('doctor', true)",
            "select pg_drop_replication_slot('doctor')"),
        of(
            "COMMITS_NOT_DURABLE",
            ExitCode.REFUSED,
            "alter database {database} set synchronous_commit = off",
            "alter database {database} reset synchronous_commit"),
        of(
            "COLLATION_CHANGED",
            ExitCode.REFUSED,
            "update pg_database set datcollversion = '0' where datname = '{database}'",
            "update pg_database set datcollversion = null where datname = '{database}'"),
        of(
            "INDEX_INVALID",
            ExitCode.POSTURE_WEAKER,
            "update pg_index set indisvalid = false"
                + " where indexrelid = 'public.idx_ledger_rule_id'::regclass",
            "update pg_index set indisvalid = true"
                + " where indexrelid = 'public.idx_ledger_rule_id'::regclass"),
        of(
            "GRANTED_BEYOND",
            ExitCode.POSTURE_WEAKER,
            "grant trigger on public.ledger_entries to ledger_writer",
            "revoke trigger on public.ledger_entries from ledger_writer"),
        of(
            "GUARDS_BYPASSED",
            ExitCode.POSTURE_WEAKER,
            "create role doctor_app login in role pg_write_all_data",
            "drop role doctor_app"),
        of(
            "REPLICATION_ROLE_SET",
            ExitCode.POSTURE_WEAKER,
            "alter role ledger_writer set session_replication_role = replica",
            "alter role ledger_writer reset session_replication_role"),
        of(
            "DEFAULT_PARTITION",
            ExitCode.POSTURE_WEAKER,
            "create table public.rest partition of public.telemetry_buffer default",
            "drop table public.rest"),
        of(
            "POSTURE_WEAKER",
            ExitCode.POSTURE_WEAKER,
            "alter table public.ledger_entries disable trigger ledger_block_update",
            "alter table public.ledger_entries enable always trigger ledger_block_update"),
        of(
            "STRUCTURE_CHANGED",
            ExitCode.POSTURE_WEAKER,
            "alter table public.ledger_entries alter column track set default 'llm'",
            "alter table public.ledger_entries alter column track drop default"));
  }

  private static Provocation system(String code, String setting) {
    return new Provocation(
        code,
        ExitCode.REFUSED,
        List.of("alter system set " + setting, "select pg_reload_conf()"),
        List.of(
            "alter system reset " + setting.replaceFirst(" =.*", ""), "select pg_reload_conf()"));
  }

  private static Provocation of(String code, ExitCode exit, String sql, String undo) {
    return new Provocation(code, exit, List.of(sql), List.of(undo));
  }

  @ParameterizedTest
  @MethodSource("provocations")
  void is_found_while_it_is_so(Provocation provocation) throws SQLException {
    ledger.execute(provocation.sql());
    JsonNode answer;
    try {
      answer = ledger.lookUntil(provocation.code(), true);
    } finally {
      ledger.execute(provocation.undo());
    }
    assertThat(DoctoredLedger.codes(answer)).contains(provocation.code());
    assertThat(answer.get("exit").asInt()).as("%s", answer).isEqualTo(provocation.exit().code());
    JsonNode after = ledger.lookUntil(provocation.code(), false);
    assertThat(DoctoredLedger.codes(after)).isEqualTo(new TreeSet<>(DoctoredLedger.ALWAYS));
  }

  @Test
  void who_is_connected_as_the_owner_is_named_unless_he_looks_around() throws Exception {
    for (String program : List.of("plant", "psql")) {
      Properties properties = new Properties();
      properties.setProperty("user", ledger.database().user());
      properties.setProperty("password", ledger.database().password());
      properties.setProperty("ApplicationName", program);
      JsonNode answer;
      try (Connection connected =
          DriverManager.getConnection(ledger.database().jdbcUrl(), properties)) {
        assertThat(connected.isValid(1)).isTrue();
        answer = ledger.look(false);
      }
      if (program.equals("plant")) {
        assertThat(answer.get("findings").toString())
            .contains("plant is connected as postgres, which is a superuser: 1 session");
        assertThat(answer.get("exit").asInt()).isEqualTo(ExitCode.REFUSED.code());
      } else {
        assertThat(answer.get("findings").toString()).doesNotContain("psql");
      }
    }
  }

  @Test
  void a_limit_is_what_it_is_set_to() throws SQLException {
    found("BACKUP_OVERDUE", "--max-backup-age", "0");
    found("PARTITIONS_RUN_OUT", "--partitions-ahead", "30d");
    assertThat(DoctoredLedger.codes(ledger.look("--max-checkpoint-age", "0")))
        .as("whatever there is is sealed")
        .doesNotContain("SEAL_OVERDUE");
  }

  @Test
  void what_is_accepted_is_shown_and_does_not_count() throws SQLException {
    JsonNode answer = ledger.look("--max-backup-age", "0", "--accept", "BACKUP_OVERDUE");
    assertThat(DoctoredLedger.codes(answer)).contains("BACKUP_OVERDUE");
    assertThat(answer.get("exit").asInt()).isZero();
    assertThat(DoctoredLedger.subject(answer, "backups").get("grade").asString()).isEqualTo("ok");
    CommandLineRun other = ledger.ledger().run("doctor", "--accept", "POSTURE_WEAKER");
    assertThat(other.exit()).as("%s", other).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void a_ledger_that_nobody_looks_after_shows_it(@TempDir Path home) throws Exception {
    SealedTestLedger made = SealedTestLedger.make(server.create(), home);
    DoctoredLedger worn = new DoctoredLedger(made);
    made.append(20);
    assertThat(DoctoredLedger.codes(worn.look())).contains("NEVER_BACKED_UP", "ONE_KEY_ONLY");
    assertThat(DoctoredLedger.codes(worn.look("--max-checkpoint-age", "0")))
        .contains("SEAL_OVERDUE");
    assertThat(DoctoredLedger.codes(worn.look("--max-checkpoint-age", "1h")))
        .doesNotContain("SEAL_OVERDUE");

    assertThat(made.text("partitions", "create", "--for", "2000-01-01")).contains("2000_01_01");
    assertThat(DoctoredLedger.codes(worn.look())).contains("RETENTION_OVERDUE");
    assertThat(DoctoredLedger.codes(worn.look("--max-overdue", "366d")))
        .as("it is longer overdue than that")
        .contains("RETENTION_OVERDUE");
    worn.database().execute("select drop_buffer_partitions_older_than('2001-01-01')");
    assertThat(DoctoredLedger.codes(worn.look()))
        .contains("DROPS_UNWITNESSED")
        .doesNotContain("RETENTION_OVERDUE");

    String today = LocalDate.now(ZoneOffset.UTC).toString().replace('-', '_');
    worn.database()
        .execute(
            "alter table public.telemetry_buffer detach partition public.telemetry_buffer_"
                + today);
    assertThat(DoctoredLedger.codes(worn.look()))
        .contains("BUFFER_REFUSES", "RETENTION_UNFINISHED")
        .doesNotContain("PARTITIONS_RUN_OUT");
    worn.database().execute("drop table public.telemetry_buffer_" + today);
    assertThat(DoctoredLedger.codes(worn.look())).contains("RETENTION_TROUBLE");

    assertThat(made.run("migrate", "downgrade", "-1").exit()).isZero();
    assertThat(DoctoredLedger.codes(worn.look())).contains("MIGRATIONS_BEHIND");

    made.tamper("delete from audit_ledger.journal where position = 5");
    JsonNode broken = worn.look();
    assertThat(DoctoredLedger.codes(broken)).contains("JOURNAL_BROKEN");
    assertThat(broken.get("exit").asInt()).isEqualTo(ExitCode.HISTORY_BROKEN.code());
  }

  @Test
  void a_key_that_is_of_no_use_is_named() throws Exception {
    SigningKeyFile third = key(directory.resolve("third.key"));
    JsonNode unregistered = ledger.look("--signing-key", third.path().toString());
    assertThat(unregistered.get("findings").toString())
        .contains("SIGNING_KEY_UNUSABLE", "the journal has no such key");
    assertThat(unregistered.get("exit").asInt()).isEqualTo(ExitCode.TRUST.code());

    String[] registered = {"--signing-key", second.path().toString()};
    assertThat(DoctoredLedger.codes(ledger.look(registered)))
        .isEqualTo(new TreeSet<>(DoctoredLedger.ALWAYS));
    Files.setPosixFilePermissions(second.path(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(ledger.look(registered).get("findings").toString())
        .contains("SIGNING_KEY_UNUSABLE", "others than its owner can read or change");
    Files.setPosixFilePermissions(second.path(), PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void where_no_key_that_is_believed_signs_the_journal_is_not_taken_for_good() throws Exception {
    SigningKeyFile stranger = key(directory.resolve("stranger.key"));
    Map<String, String> environment = new HashMap<>(ledger.ledger().runs().environment());
    environment.put("AUDIT_LEDGER_SIGNING_KEY", "");
    environment.put("AUDIT_LEDGER_TRUST", stranger.verifierKey().toString());
    CommandLineRun run = CommandLineRun.in(environment, "doctor", "--json");
    JsonNode answer = JsonSchema.check(run.stdout());
    assertThat(DoctoredLedger.codes(answer)).contains("NO_KEY_CAN_SIGN");
    assertThat(run.exit()).isEqualTo(ExitCode.TRUST.code());
    assertThat(DoctoredLedger.notChecked(answer, "history"))
        .anyMatch(why -> why.startsWith("true ") && why.contains("keys that are not trusted"));
  }

  private void found(String code, String... words) throws SQLException {
    JsonNode answer = ledger.look(words);
    assertThat(DoctoredLedger.codes(answer)).contains(code);
    assertThat(answer.get("exit").asInt()).isEqualTo(ExitCode.REFUSED.code());
  }
}
