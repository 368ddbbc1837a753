package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** An application starts on the schema that it writes, or says what has to be run. */
@OnPostgres
class SchemaTest {

  private static final Optional<Authority> SIGNER = Optional.of(Migrations.authority());

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void it_brings_the_ledger_to_its_version(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    assertThat(gate(database, SIGNER, Map.of())).isEqualTo(Migrations.HEAD);
    assertThat(Migrations.of(database).failures()).isEmpty();
    assertThat(gate(database, Optional.empty(), Map.of("SKI_AUTOMIGRATE", "false")))
        .as("what is current needs no key and no permission")
        .isEqualTo(Migrations.HEAD);
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void switched_off_it_refuses_and_prints_both_ways(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    for (String name : Schema.SWITCHES) {
      assertThatThrownBy(() -> gate(database, SIGNER, Map.of(name, "False")))
          .hasMessageContaining("the application does not start")
          .hasMessageContaining("control 1, ledger 2, ledger 2.1, ledger 3")
          .hasMessageContaining("switched off")
          .hasMessageContaining(
              "audit-ledger migrate upgrade --ledger-db \"$LEDGER_DSN\" --signing-key FILE")
          .hasMessageContaining(
              "psql \"$LEDGER_DSN\" -1 -v ON_ERROR_STOP=1"
                  + " -f migrations/ledger/deploy/V2__telemetry_buffer.sql && ")
          .extracting(e -> ((MigrationException) e).trouble())
          .isEqualTo(Trouble.REFUSED);
    }
    assertThat(database.query("select nspname from pg_namespace where nspname = 'audit_ledger'"))
        .isEmpty();
  }

  @Test
  void without_a_key_nothing_is_done(TestDatabase database) throws SQLException {
    assertThatThrownBy(() -> gate(database, Optional.empty(), Map.of()))
        .hasMessageContaining("no key was given");
    assertThat(database.query("select nspname from pg_namespace where nspname = 'audit_ledger'"))
        .isEmpty();
  }

  @OnEveryPostgres
  void who_may_only_append_may_start(TestDatabase database) throws SQLException {
    gate(database, SIGNER, Map.of());
    String writer = "starter_of_" + database.name();
    database.execute("create role %s login password 'w' in role ledger_writer".formatted(writer));
    try {
      String dsn =
          "postgresql://%s:w@%s:%d/%s"
              .formatted(writer, database.host(), database.port(), database.name());
      assertThat(gate(dsn, Optional.empty(), Map.of())).isEqualTo(Migrations.HEAD);
      database.execute("alter table ledger_entries add column site text");
      assertThatThrownBy(() -> gate(dsn, Optional.empty(), Map.of()))
          .hasMessageContaining("the application does not start")
          .hasMessageContaining(writer + " may not read the ledger's history")
          .hasMessageContaining("audit-ledger migrate status")
          .extracting(e -> ((MigrationException) e).trouble())
          .isEqualTo(Trouble.REFUSED);
    } finally {
      database.execute("drop role " + writer);
    }
  }

  @Test
  void what_psql_has_brought_to_the_version_is_at_it(TestDatabase database)
      throws SQLException, IOException {
    UpgradeOutcome unused = Migrations.of(database).upgrade(Migrations.version("3.3"));
    assertThatThrownBy(() -> gate(database, Optional.empty(), Map.of()))
        .hasMessageContaining("missing: ledger 4;")
        .hasMessageContaining("-f migrations/ledger/deploy/V4__guards.sql");
    database.execute(Files.readString(Path.of("..", "migrations/ledger/deploy/V4__guards.sql")));
    assertThat(gate(database, Optional.empty(), Map.of())).isEqualTo(Migrations.HEAD);
  }

  @Test
  void what_a_newer_program_has_upgraded_is_not_written_by_this_one(TestDatabase database)
      throws SQLException {
    gate(database, SIGNER, Map.of());
    database.execute(
        """
        alter table ledger_entries add column site text;
        insert into audit_ledger.ledger_history
          (installed_rank, version, description, type, script, checksum, installed_by,
           execution_time, success)
        select max(installed_rank) + 1, '5', 'site', 'SQL', 'V5__site.sql', 1, current_user, 1, true
          from audit_ledger.ledger_history
        """);
    for (Optional<Authority> authority : List.of(SIGNER, Optional.<Authority>empty())) {
      assertThatThrownBy(() -> gate(database, authority, Map.of()))
          .hasMessageContaining("the ledger is at version 5, which this program does not know")
          .hasMessageContaining("use that one");
    }
  }

  @Test
  void a_change_that_nobody_recorded_is_for_verify_to_find(TestDatabase database)
      throws SQLException {
    gate(database, SIGNER, Map.of());
    database.execute("create index of_somebody on ledger_entries (telemetry_id)");
    assertThat(gate(database, Optional.empty(), Map.of())).isEqualTo(Migrations.HEAD);
  }

  @Test
  void a_switch_that_is_not_understood_is_off(TestDatabase database) {
    assertThatThrownBy(() -> gate(database, SIGNER, Map.of("SKI_AUTOMIGRATE", "nein")))
        .hasMessageContaining("SKI_AUTOMIGRATE is neither true nor false");
  }

  private static Version gate(
      TestDatabase database, Optional<Authority> authority, Map<String, String> environment) {
    return gate(database.dsn(), authority, environment);
  }

  private static Version gate(
      String dsn, Optional<Authority> authority, Map<String, String> environment) {
    return Schema.ensureCurrent(Migrations.server(dsn), authority, environment, line -> {});
  }
}
