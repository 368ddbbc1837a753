package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;

/** A plan says what would be done, and does none of it. */
class PlanTest {

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void it_names_the_sql_the_locks_and_the_sizes_and_changes_nothing(TestDatabase database)
      throws SQLException {
    database.load("v0.2-ledger_entries.csv", "public.ledger_entries");
    database.execute("analyze ledger_entries");
    // One in the background may have counted the rows before the server heard of them.
    database.execute("analyze public.ledger_entries");
    List<String> catalog = database.query("select xmin::text from pg_class order by oid");
    Plan plan = Migrations.of(database).migrator().plan(Migrations.HEAD, Migrations.trusted());
    assertThat(database.query("select xmin::text from pg_class order by oid")).isEqualTo(catalog);

    assertThat(plan.state()).isEqualTo("v0.2");
    assertThat(plan.begins()).contains("LEDGER_ADOPTED");
    assertThat(plan.obstacles()).isEmpty();
    assertThat(plan.steps())
        .extracting(step -> step.set() + " " + step.version() + " " + step.prepared())
        .containsExactly(
            "control 1 false",
            "ledger 2 false",
            "ledger 2.1 false",
            "ledger 3 false",
            "ledger 3.1 true",
            "ledger 3.2 true",
            "ledger 3.3 false",
            "ledger 4 false");
    Plan.Step transcripts = plan.steps().get(3);
    assertThat(transcripts.sql())
        .isEqualTo(
            MigrationSet.ledger().find(Migrations.version("3")).orElseThrow().deploy().sql().strip()
                + "\n");
    assertThat(transcripts.locks())
        .singleElement()
        .satisfies(
            lock -> {
              assertThat(lock.mode()).isEqualTo("ACCESS EXCLUSIVE");
              assertThat(lock.table()).isEqualTo("public.ledger_entries");
              assertThat(lock.blocks()).isEqualTo("readers and writers");
              assertThat(lock.rows()).hasValue(120);
              assertThat(lock.bytes().orElseThrow()).isPositive();
            });
    assertThat(plan.steps().get(4).sql())
        .contains("create index concurrently idx_ledger_verifier_status")
        .contains("do $deploy$");
  }

  @OnEveryPostgres
  void it_says_what_stands_in_the_way(TestDatabase database) throws SQLException {
    database.execute("create table public.ledger_entries (id bigint)");
    Plan plan = Migrations.of(database).migrator().plan(Migrations.HEAD, Migrations.trusted());
    assertThat(plan.state()).startsWith("unknown; nearest to ");
    assertThat(plan.obstacles()).anyMatch(line -> line.contains("ledger_entries"));
  }
}
