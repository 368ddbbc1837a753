package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;

/** Every schema that an ancestor left behind becomes ours, and none of its rows changes. */
class AncestorStatesTest {

  private static final String ENTRIES = "public.ledger_entries";
  private static final String V01_ROWS = "v0.1-ledger_entries.csv";
  private static final String V02_ROWS = "v0.2-ledger_entries.csv";
  private static final String V30_ROWS = "v3.0-ledger_entries.csv";

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void v0_1(TestDatabase ancestor, TestDatabase copy) throws SQLException {
    becomesOurs(ancestor, copy, V01_ROWS);
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
  void v0_1_with_transcript_columns(TestDatabase ancestor, TestDatabase copy) throws SQLException {
    becomesOurs(ancestor, copy, V30_ROWS);
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void v0_2(TestDatabase ancestor, TestDatabase copy) throws SQLException {
    ancestor.load("v0.2-telemetry_buffer.csv", "public.telemetry_buffer");
    becomesOurs(ancestor, copy, V02_ROWS);
    assertThat(ancestor.query("select count(*) from public.telemetry_buffer"))
        .containsExactly("24");
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql", "/ancestor/v3-upgrade.sql"})
  void v0_2_with_transcript_columns(TestDatabase ancestor, TestDatabase copy) throws SQLException {
    becomesOurs(ancestor, copy, V30_ROWS);
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql", "/ancestor/v0.2-loose.sql"})
  void v0_2_with_its_loose_buffer_script(TestDatabase ancestor, TestDatabase copy)
      throws SQLException {
    becomesOurs(ancestor, copy, V02_ROWS);
  }

  @OnEveryPostgres
  @Template("/ancestor/v3-fresh.sql")
  void a_fresh_v3(TestDatabase ancestor, TestDatabase copy) throws SQLException {
    becomesOurs(ancestor, copy, V30_ROWS);
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void our_baseline_is_the_ancestors_v0_1(TestDatabase ancestor) throws SQLException {
    Catalog theirs = Catalog.ordered(ancestor);
    emptied(ancestor);
    Migration.BASELINE.deploy(ancestor);
    assertThat(Catalog.ordered(ancestor).facts())
        .containsExactlyInAnyOrderElementsOf(theirs.facts())
        .hasSizeGreaterThan(40);
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql", "/ancestor/v3-upgrade.sql"})
  void our_first_three_versions_are_the_ancestors(TestDatabase ancestor) throws SQLException {
    Catalog theirs = Catalog.ordered(ancestor);
    emptied(ancestor);
    Migration.deployAll(ancestor, Migration.upTo(Migration.CHECKS));
    Catalog ours =
        Catalog.ordered(ancestor).without(fact -> fact.contains("drop_buffer_partitions"));
    assertThat(ours.facts()).containsExactlyInAnyOrderElementsOf(theirs.facts());
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void the_ancestors_own_upgrade_fails_on_a_ledger_with_entries(TestDatabase ancestor)
      throws SQLException {
    ancestor.load(V01_ROWS, ENTRIES);
    String update =
        "alter table ledger_entries add column schema_version text;"
            + "update ledger_entries set schema_version = '0.1.0'";
    assertThatThrownBy(() -> ancestor.execute(update))
        .hasMessageContaining("ledger_entries is append-only; UPDATE is not permitted");
    Migration.deployAll(ancestor, Migration.LEDGER);
    assertThat(ancestor.query("select distinct schema_version from public.ledger_entries"))
        .containsExactly("0.1.0");
    for (Migration migration : Migration.LEDGER) {
      assertThat(migration.script("deploy").toLowerCase(java.util.Locale.ROOT))
          .as(migration.name())
          .doesNotContainPattern("\\bupdate\\s+(only\\s+)?(public\\.)?ledger_entries");
    }
  }

  private static void becomesOurs(TestDatabase ancestor, TestDatabase copy, String rows)
      throws SQLException {
    ancestor.load(rows, ENTRIES);
    final List<String> places = ancestor.query(PLACES);
    final List<String> contents = ancestor.query(contents(ancestor));

    Migration.deployAll(ancestor, Migration.ALL);

    assertThat(ancestor.query(PLACES)).isEqualTo(places).isNotEmpty();
    assertThat(ancestor.query(contents(copy))).isEqualTo(contents);
    for (Migration migration : Migration.ALL) {
      migration.verify(ancestor);
    }
    assertThat(ancestor.query("select * from public.ledger_verify(null, null)")).isEmpty();

    emptied(copy);
    Migration.deployAll(copy, Migration.ALL);
    assertThat(Catalog.of(ancestor).facts())
        .containsExactlyInAnyOrderElementsOf(Catalog.of(copy).facts());
    Catalog once = Catalog.of(ancestor);
    Migration.deployAll(ancestor, Migration.ALL);
    assertThat(Catalog.of(ancestor).facts()).containsExactlyInAnyOrderElementsOf(once.facts());
    assertThat(ancestor.query(PLACES)).isEqualTo(places);
  }

  /** Where every row lies, which transaction wrote it, and in which file. */
  private static final String PLACES =
      "select concat_ws(' ', sequence_number, xmin, ctid, pg_relation_filenode('ledger_entries'))"
          + " from public.ledger_entries order by sequence_number";

  /** Every row in the columns that the ancestor had. */
  private static String contents(TestDatabase ancestor) throws SQLException {
    String columns =
        ancestor
            .query(
                "select string_agg(quote_ident(attname), ', ' order by attname) from pg_attribute"
                    + " where attrelid = 'public.ledger_entries'::regclass and attnum > 0")
            .get(0);
    return "select md5(row(" + columns + ")::text) from public.ledger_entries order by id";
  }

  private static void emptied(TestDatabase database) throws SQLException {
    database.execute(
        "drop schema public cascade; create schema public; grant usage on schema public to public");
  }
}
