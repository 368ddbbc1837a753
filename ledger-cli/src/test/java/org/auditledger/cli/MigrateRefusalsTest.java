package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.migrate.MigrationException;
import org.auditledger.migrate.Schema;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What cannot be done is refused with one clear message, and nothing is changed. */
@OnPostgres
class MigrateRefusalsTest {

  private static final List<String> CHANGES = List.of("upgrade", "adopt", "recover");

  @TempDir private Path directory;

  @OnEveryPostgres
  void a_role_without_the_privilege_is_named(TestDatabase database) throws SQLException {
    String role = "wrong_" + database.name();
    database.execute("create role " + role + " login password 'wrong-one'");
    try {
      MigrateRuns migrate =
          MigrateRuns.of(database, directory).with("LEDGER_DSN", as(role, database));
      migrate.refuses(
          ExitCode.DATABASE,
          migrate.run("upgrade"),
          "permission denied for database",
          "(connected as " + role + ")",
          "connect as a role that may do this");
    } finally {
      database.execute("drop role " + role);
    }
    assertUntouched(database);
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void a_schema_half_made_by_hand_is_shown_with_the_difference(TestDatabase database)
      throws SQLException {
    database.execute("alter table ledger_entries add column note text");
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    for (String command : List.of("upgrade", "adopt")) {
      migrate.refuses(
          ExitCode.DATABASE,
          migrate.run(command),
          "audit-ledger: the schema is none that is known; the nearest is v0.1",
          "column note of ledger_entries: added",
          "nothing was changed");
    }
    assertUntouched(database);
    assertThat(migrate.text("plan"))
        .contains("  now      unknown; nearest to v0.1")
        .contains("  refused  column note of ledger_entries: added");
    assertThat(migrate.json("plan").get("obstacles")).hasSize(1);
    assertThat(migrate.text("status"))
        .startsWith("not adopted: the ledger has no journal\n")
        .contains("  schema   unknown; nearest to v0.1")
        .contains("  journal  none\n");
    JsonNode status = migrate.json("status");
    assertThat(status.get("ledger").isNull()).isTrue();
    assertUntouched(database);
  }

  @Test
  void a_version_that_there_is_not_is_answered_by_those_there_are(TestDatabase database)
      throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    for (String command : List.of("upgrade", "downgrade", "plan")) {
      for (String version : List.of("9", "2.0", "newest", "-3x")) {
        CommandLineRun run = migrate.run(command, "--to=" + version);
        if (!command.equals("downgrade") || !version.startsWith("-")) {
          migrate.refuses(
              ExitCode.USAGE, run, "no migration " + version, "1, 2, 2.1, 3, 3.1, 3.2, 3.3, 4");
        }
        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
      }
    }
    migrate.refuses(
        ExitCode.USAGE, migrate.run("upgrade", "--lock-timeout", "86401"), "0 to 86400 seconds");
    assertUntouched(database);
    migrate.text("upgrade", "--to", "3");
    migrate.refuses(
        ExitCode.REFUSED,
        migrate.run("upgrade", "--to", "2.1"),
        "the ledger is at version 3, beyond 2.1",
        "audit-ledger migrate downgrade --to 2.1");
  }

  @Test
  void whoever_holds_the_lock_for_too_long_is_named(TestDatabase database) throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      statement.execute("set application_name = 'the other migrator'");
      statement.execute("select pg_advisory_lock(x'6d69677261746f72'::bigint)");
      for (String command : CHANGES) {
        migrate.refuses(
            ExitCode.LIMIT,
            migrate.run(command, "--lock-timeout", "0"),
            "another migration of this ledger is running",
            "the other migrator",
            "nothing was changed");
      }
      assertThat(migrate.run("upgrade", "--lock-timeout=0", "--quiet").stderr())
          .startsWith("audit-ledger: another migration");
    }
    assertUntouched(database);
  }

  @OnEveryPostgres
  void what_was_altered_by_hand_is_named_before_and_after(TestDatabase database)
      throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.text("upgrade", "--to", "2.1");
    database.execute("alter table ledger_entries alter column escalation_notes set default 'none'");
    CommandLineRun found = migrate.run("verify");
    assertThat(found.exit()).as("%s", found).isEqualTo(ExitCode.POSTURE_WEAKER.code());
    assertThat(found.stderr()).isEmpty();
    assertThat(found.stdout())
        .startsWith("the schema is not what the ledger's history says\n")
        .contains("\n  pass  ledger scripts\n  FAIL  ledger structure\n        - column")
        .contains("escalation_notes of ledger_entries")
        .contains("'none'::text");
    migrate.refuses(
        ExitCode.POSTURE_WEAKER,
        migrate.run("upgrade"),
        "ledger 3 (transcript columns) is not run on it",
        "escalation_notes of ledger_entries");
    JsonNode json = JsonSchema.check(migrate.run("verify", "--json").stdout());
    assertThat(json.get("exit").asInt()).isEqualTo(11);
    assertThat(json.get("accepted").isNull()).isTrue();
    assertThat(migrate.json("status").get("state").asString()).isNotEmpty();
  }

  @Test
  void a_weaker_protection_is_accepted_only_with_a_reason(TestDatabase database)
      throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.text("upgrade");
    database.execute("grant select on ledger_entries to public");
    assertThat(migrate.run("verify").exit()).isEqualTo(ExitCode.POSTURE_WEAKER.code());
    migrate.refuses(
        ExitCode.USAGE, migrate.run("verify", "--accept-posture", " "), "needs a reason");
    assertThat(migrate.text("verify", "--accept-posture", "everybody may read"))
        .startsWith("the schema is what the ledger's history says\n  accepted  ")
        .contains("PUBLIC");
    assertThat(
            database.query("select note from audit_ledger.journal order by position desc limit 1"))
        .singleElement()
        .asString()
        .contains("POSTURE_ACCEPTED", "everybody may read");
    assertThat(migrate.json("verify", "--accept-posture=again").get("accepted")).isEmpty();
    assertThat(migrate.json("verify").get("exit").asInt()).isZero();
  }

  @Test
  void a_journal_that_does_not_hold_is_a_broken_history(TestDatabase database) throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.text("upgrade", "--to", "1");
    database.execute(
        "alter table audit_ledger.journal disable trigger all;"
            + "update audit_ledger.journal set note = replace(note, 'baseline', 'Baseline');"
            + "alter table audit_ledger.journal enable trigger all");
    for (String[] command : new String[][] {{"upgrade"}, {"recover"}, {"downgrade", "-1"}}) {
      migrate.refuses(
          ExitCode.HISTORY_BROKEN, migrate.run(command), "statement 3", "nothing was changed");
    }
    assertThat(migrate.run("verify").exit()).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(migrate.run("verify").stdout()).containsPattern("\\n  FAIL +journal chain\\n");
    assertThat(database.query("select version from audit_ledger.ledger_history"))
        .containsExactly("1");
  }

  @Test
  void a_journal_that_is_gone_is_one_too_for_who_has_its_key(TestDatabase database)
      throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.text("upgrade", "--to", "1");
    database.execute("drop schema audit_ledger cascade");
    CommandLineRun run = migrate.run("verify");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(run.stdout()).contains("  FAIL  journal\n", "it was removed");
    CommandLineRun nobody = migrate.with("AUDIT_LEDGER_TRUST", "").run("verify");
    assertThat(nobody.exit()).as("%s", nobody).isEqualTo(ExitCode.NOT_ALL_CHECKED.code());
  }

  @Test
  void a_key_that_nobody_vouches_for_signs_nothing(TestDatabase database) throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.text("upgrade", "--to", "1");
    String statements = "select count(*) from audit_ledger.journal";
    final List<String> before = database.query(statements);
    Path other = directory.resolve("other.key");
    String verifier =
        new SigningKeyFile(other).create(MigrateRuns.LEDGER, null, new SecureRandom()).toString();
    assertThat(verifier).isNotEmpty();
    migrate.with("AUDIT_LEDGER_SIGNING_KEY", other.toString());
    migrate.refuses(ExitCode.TRUST, migrate.run("upgrade"), "keys register");
    migrate.with("AUDIT_LEDGER_TRUST", "");
    migrate.refuses(ExitCode.TRUST, migrate.run("upgrade"), "--trust", "nothing was changed");
    assertThat(database.query(statements)).isEqualTo(before);
    CommandLineRun verify = migrate.run("verify");
    assertThat(verify.exit()).as("%s", verify).isEqualTo(ExitCode.NOT_ALL_CHECKED.code());
    assertThat(verify.stdout())
        .startsWith("nothing wrong was found, but not all could be checked\n")
        .contains("  not checked  journal signatures\n               - no key is trusted");
    assertThat(migrate.text("status")).contains("signed by keys that are not trusted (--trust)");
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void the_command_that_a_start_asks_for_is_one(TestDatabase database) {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    Server server =
        (Server)
            ConnectionString.parse(
                database.dsn(), new ClientEnvironment(Map.of(), directory, "nobody"));
    MigrationException refused =
        (MigrationException)
            Assertions.catchThrowable(
                () ->
                    Schema.ensureCurrent(
                        server, Optional.empty(), Map.of("SKI_AUTOMIGRATE", "false"), l -> {}));
    String command = refused.explanation().next().lines().findFirst().orElseThrow();
    assertThat(command).startsWith("run: audit-ledger migrate ");
    String[] words =
        command
            .replace("run: audit-ledger migrate ", "")
            .replace("\"$LEDGER_DSN\"", database.dsn())
            .replace("FILE", migrate.variable("AUDIT_LEDGER_SIGNING_KEY"))
            .split(" ", -1);
    assertThat(migrate.text(words)).contains("is at version 4");
    assertThat(
            Schema.ensureCurrent(
                server, Optional.empty(), Map.of("SKI_AUTOMIGRATE", "false"), l -> {}))
        .hasToString("4");
  }

  private static String as(String role, TestDatabase database) {
    return database.dsn().replaceFirst("//[^@]*@", "//" + role + ":wrong-one@");
  }

  private static void assertUntouched(TestDatabase database) throws SQLException {
    assertThat(database.query("select nspname from pg_namespace where nspname = 'audit_ledger'"))
        .isEmpty();
  }
}
