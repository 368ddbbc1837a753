package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a command comes to its database, and what is said when that does not work. */
@OnPostgres
class LedgerOptionsTest {

  @TempDir private Path directory;

  @Test
  void an_argument_names_the_ledger_by_either_name_and_outweighs_the_variable(
      TestDatabase database) {
    String ask = "select current_database()";
    for (String option : new String[] {"--ledger-db", "--source"}) {
      CommandLineRun run =
          RunSql.with(Map.of("LEDGER_DSN", "nonsense"), option, database.dsn(), ask);
      assertThat(run.exit()).as("%s", run).isZero();
      assertThat(run.stdout()).isEqualTo(database.name() + "\n");
    }
    CommandLineRun run = RunSql.with(Map.of("LEDGER_DSN", database.dsn()), ask);
    assertThat(run.stdout()).as("%s", run).isEqualTo(database.name() + "\n");
  }

  @Test
  void without_either_no_ledger_is_guessed(TestDatabase database) {
    Map<String, String> libpq =
        Map.of(
            "PGHOST",
            database.host(),
            "PGPORT",
            "" + database.port(),
            "PGDATABASE",
            database.name(),
            "LEDGER_DSN",
            "");
    CommandLineRun run = RunSql.with(libpq, "select 1");
    assertThat(run.exit()).as("%s", run).isEqualTo(2);
    assertThat(run.stderr())
        .isEqualTo(
            """
            audit-ledger: no ledger is named
              why:  a tool for auditors must never pass on the wrong database, so none is guessed
              next: give --ledger-db DSN or set LEDGER_DSN; to see one at work: audit-ledger demo
            """);
  }

  @Test
  void what_a_variable_is_to_blame_for_says_so() {
    Map<String, String> typo = Map.of("LEDGER_DSN", "postgresql://u@h/d?sslmod=require");
    CommandLineRun mistyped = RunSql.with(typo, "select 1");
    assertThat(mistyped.exit()).as("%s", mistyped).isEqualTo(2);
    assertThat(mistyped.stderr())
        .startsWith("audit-ledger: LEDGER_DSN: ")
        .contains("next: did you mean \"sslmode\"?");
    Map<String, String> nobody = Map.of("LEDGER_DSN", "postgresql://u@localhost:1/d");
    CommandLineRun unreachable = RunSql.with(nobody, "select 1");
    assertThat(unreachable.exit()).as("%s", unreachable).isEqualTo(20);
    assertThat(unreachable.stderr())
        .startsWith("audit-ledger: LEDGER_DSN: cannot connect to postgresql://u@localhost:1/d\n")
        .contains("next: check host and port");
    CommandLineRun typed = RunSql.with(Map.of(), "--ledger-db", "u@h", "select 1");
    assertThat(typed.exit()).as("%s", typed).isEqualTo(2);
    assertThat(typed.stderr()).startsWith("audit-ledger: the connection string has no form");
  }

  @Test
  void a_password_file_that_is_passed_over_is_named(TestDatabase database) throws IOException {
    Files.writeString(directory.resolve(".pgpass"), "*:*:*:*:secret\n");
    Map<String, String> home = Map.of("HOME", directory.toString());
    String dsn = "postgresql://postgres@localhost:1/d";
    CommandLineRun run = RunSql.with(home, "--ledger-db", dsn, "select 1");
    assertThat(run.stderr()).as("%s", run).startsWith("ignored ").contains("\naudit-");
    assertThat(RunSql.with(home, "--quiet", "--ledger-db", dsn, "select 1").stderr())
        .startsWith("audit-ledger: cannot connect");
  }

  @Test
  void a_limit_that_was_reached_is_not_a_broken_database(TestDatabase database)
      throws SQLException {
    String dsn = database.dsn();
    CommandLineRun slow =
        RunSql.with(
            Map.of(),
            "--ledger-db",
            dsn + "?options=-c%20statement_timeout=50",
            "select pg_sleep(9)");
    assertThat(slow.exit()).as("%s", slow).isEqualTo(21);
    database.execute("create table t ()");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table t");
      CommandLineRun locked =
          RunSql.with(
              Map.of(), "--ledger-db", dsn + "?options=-c%20lock_timeout=50", "table public.t");
      assertThat(locked.exit()).as("%s", locked).isEqualTo(21);
      assertThat(locked.stderr()).contains("next: try again when it is less busy");
    }
  }

  @Test
  void a_server_that_takes_no_writes_is_named_as_such(TestDatabase database) {
    CommandLineRun run =
        RunSql.with(Map.of(), "--ledger-db", database.dsn(), "create table public.t ()");
    assertThat(run.exit()).as("%s", run).isEqualTo(20);
    assertThat(run.stderr())
        .contains("this server is read-only, as a standby is")
        .contains("target_session_attrs=read-write");
  }

  @Test
  void a_role_that_may_not_is_named(TestDatabase database) throws SQLException {
    String role = "nobody_" + database.name();
    database.execute("create role " + role + " login; create table t ()");
    try {
      String dsn =
          "postgresql://%s@%s:%d/%s"
              .formatted(role, database.host(), database.port(), database.name());
      CommandLineRun run = RunSql.with(Map.of(), "--ledger-db", dsn, "table public.t");
      assertThat(run.exit()).as("%s", run).isEqualTo(20);
      assertThat(run.stderr())
          .contains("why:  ERROR: permission denied for table t (connected as " + role + ")\n");
    } finally {
      database.execute("drop role " + role);
    }
  }

  @Test
  void a_directory_of_something_else_is_no_embedded_ledger() throws IOException {
    Files.writeString(directory.resolve("thesis.txt"), "mine");
    CommandLineRun run = RunSql.with(Map.of(), "--ledger-db", "embedded:" + directory, "select 1");
    assertThat(run.exit()).as("%s", run).isEqualTo(20);
    assertThat(run.stderr())
        .contains("is not a directory of audit-ledger's embedded PostgreSQL\n")
        .contains("why:  it holds other things: thesis.txt\n")
        .contains("next: nothing was changed");
  }
}
