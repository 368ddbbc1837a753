package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.migrate.KnownStates;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.PlainSql;
import org.auditledger.migrate.Recognition;
import org.auditledger.migrate.Version;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The commands that are printed for whoever runs psql do what the engine would do. */
class PlainSqlTest {

  private static final MigrationSet LEDGER = MigrationSet.ledger();

  @Test
  void what_is_prepared_runs_outside_a_transaction_and_before_its_migration() {
    assertThat(PlainSql.upgrade(LEDGER, version("1"), version("3").orElseThrow()).commands())
        .containsExactly(
            "psql \"$LEDGER_DSN\" -1 -v ON_ERROR_STOP=1"
                + " -f migrations/ledger/deploy/V2__telemetry_buffer.sql",
            "psql \"$LEDGER_DSN\" -v ON_ERROR_STOP=1"
                + " -f migrations/ledger/prepare/V2_1__schema_version_index.sql",
            "psql \"$LEDGER_DSN\" -1 -v ON_ERROR_STOP=1"
                + " -f migrations/ledger/deploy/V2_1__schema_version_index.sql",
            "psql \"$LEDGER_DSN\" -1 -v ON_ERROR_STOP=1"
                + " -f migrations/ledger/deploy/V3__transcript_columns.sql");
  }

  @Test
  void from_nothing_is_everything_and_from_head_is_nothing() {
    assertThat(PlainSql.upgrade(LEDGER, Optional.empty(), LEDGER.head()).commands())
        .hasSize(LEDGER.migrations().size() + Migration.PREPARED.size());
    assertThat(PlainSql.upgrade(LEDGER, Optional.of(LEDGER.head()), LEDGER.head()).commands())
        .isEmpty();
  }

  @Test
  void a_way_down_or_to_no_version_is_a_mistake() {
    assertThatThrownBy(() -> PlainSql.upgrade(LEDGER, version("4"), version("1").orElseThrow()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 to 1 is no upgrade");
    assertThatThrownBy(() -> PlainSql.upgrade(LEDGER, version("1.5"), LEDGER.head()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the set ledger has no version 1.5");
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void psql_brings_a_ledger_with_entries_to_head(TestDatabase database) throws Exception {
    assumeTrue(psqlIsThere(), "there is no psql on the PATH");
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    String rows = "select concat_ws(' ', xmin, ctid, entry_hash) from ledger_entries order by id";
    List<String> before = database.query(rows);

    MigrationSet control = MigrationSet.control();
    run(database, PlainSql.upgrade(control, Optional.empty(), control.head()));
    run(database, PlainSql.upgrade(LEDGER, version("1"), LEDGER.head()));

    assertThat(recognised(database)).isEqualTo("version 4");
    assertThat(database.query(rows)).isEqualTo(before).hasSize(120);
    for (Migration migration : Migration.ALL) {
      migration.verify(database);
    }
  }

  private static String recognised(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      Recognition recognition =
          KnownStates.recognise(new CatalogReader(LedgerObjects.LEDGER).structure(connection));
      return recognition instanceof Recognition.Known known
          ? known.state().name()
          : recognition.toString();
    }
  }

  private static void run(TestDatabase database, PlainSql way) throws Exception {
    for (String command : way.commands()) {
      ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
      shell.directory(Path.of("..").toFile());
      shell.environment().put("LEDGER_DSN", database.dsn());
      Process process = shell.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(command + "\n" + output).isZero();
    }
  }

  private static boolean psqlIsThere() {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "psql")));
  }

  private static Optional<Version> version(String text) {
    return Version.parse(text);
  }
}
