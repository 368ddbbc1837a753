package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
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

  @Test
  void a_switch_that_is_not_understood_is_off(TestDatabase database) {
    assertThatThrownBy(() -> gate(database, SIGNER, Map.of("SKI_AUTOMIGRATE", "nein")))
        .hasMessageContaining("SKI_AUTOMIGRATE is neither true nor false");
  }

  private static Version gate(
      TestDatabase database, Optional<Authority> authority, Map<String, String> environment) {
    return Schema.ensureCurrent(
        Migrations.server(database.dsn()), authority, environment, line -> {});
  }
}
