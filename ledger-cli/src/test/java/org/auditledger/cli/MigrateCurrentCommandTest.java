package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MigrateCurrentCommandTest {

  @Test
  @OnLedger
  void says_what_the_history_says(TestDatabase database) throws SQLException {
    database.execute(
        "insert into audit_ledger.ledger_history"
            + " values (9, '4', 'guards', 'DELETE', 's', null, 'x', now(), 0, true)");
    CommandLineRun run = current(database);
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout())
        .endsWith(
            """
            /%s
              ledger       public.ledger_entries
              control set  1
              ledger set   1, 2, 2.1, 3, 3.1, 3.2, 3.3
            """
                .formatted(database.name()));
    JsonNode json = JsonSchema.check(current(database, "--json").stdout());
    assertThat(json.get("entries").asString()).isEqualTo("table");
    assertThat(json.get("sets").get(1).get("applied").toString()).endsWith(",\"3.3\"]");
  }

  @Test
  @OnPostgres
  void says_what_is_not_there(TestDatabase database) throws SQLException {
    CommandLineRun nothing = current(database);
    assertThat(nothing.exit()).as("%s", nothing).isZero();
    assertThat(nothing.stdout())
        .contains("  ledger       none: there is no public.ledger_entries\n")
        .contains("  control set  not installed\n")
        .contains("  ledger set   not installed\n");
    database.execute("create view public.ledger_entries as select 1 as sequence_number");
    assertThat(current(database).stdout()).contains("none: public.ledger_entries is no table\n");
    JsonNode json = JsonSchema.check(current(database, "--json").stdout());
    assertThat(json.get("entries").asString()).isEqualTo("other");
    assertThat(json.get("sets").get(0).get("installed").asBoolean()).isFalse();
  }

  @Test
  @OnLedger
  void names_the_role_that_may_not_read_it(TestDatabase database) throws SQLException {
    String role = "outsider_" + database.name();
    database.execute("create role " + role + " login");
    try {
      String dsn = "host=%s port=%d dbname=%s user=%s";
      CommandLineRun run =
          CommandLineRun.of(
              "migrate",
              "current",
              "--ledger-db",
              dsn.formatted(database.host(), database.port(), database.name(), role));
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
      assertThat(run.stdout()).isEmpty();
      assertThat(run.stderr())
          .contains("reading the history audit_ledger.control_history: the server refused")
          .contains("permission denied for schema audit_ledger (connected as " + role + ")")
          .contains("connect as a role that may do this");
    } finally {
      database.execute("drop role " + role);
    }
  }

  private static CommandLineRun current(TestDatabase database, String... options) {
    String[] arguments = new String[4 + options.length];
    arguments[0] = "migrate";
    arguments[1] = "current";
    arguments[2] = "--source";
    arguments[3] = database.dsn();
    System.arraycopy(options, 0, arguments, 4, options.length);
    return CommandLineRun.of(arguments);
  }
}
