package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A migration that would change history is rolled back wholly, and what it changed is named. */
@OnPostgres
class DoctoredMigrationTest {

  private static final String ENTRIES = "public.ledger_entries";

  /** Around a statement that the guards would refuse. */
  private static final String UNGUARDED =
      """
      alter table public.ledger_entries disable trigger all;
      %s;
      alter table public.ledger_entries enable trigger all;
      alter table public.ledger_entries enable always trigger ledger_block_update;
      alter table public.ledger_entries enable always trigger ledger_block_delete;
      alter table public.ledger_entries enable always trigger ledger_block_truncate;
      alter table public.ledger_entries enable always trigger ledger_chain_guard;
      """;

  @OnEveryPostgres
  @Template("/ancestor/v3-fresh.sql")
  void one_changed_timestamp(TestDatabase database) throws SQLException {
    MigrationException refused =
        refused(
            database,
            Proof.STRUCTURAL,
            UNGUARDED.formatted(
                "update public.ledger_entries set timestamp = timestamp + interval '1 us'"
                    + " where sequence_number = 42"));
    assertThat(refused).hasMessageContaining("entry 42 would be changed;");
    assertThat(refused).hasMessageContaining("1 rows were updated in ledger_entries");
  }

  @OnEveryPostgres
  @Template("/ancestor/v3-fresh.sql")
  void two_swapped_column_names(TestDatabase database) throws SQLException {
    MigrationException refused =
        refused(
            database,
            Proof.STRUCTURAL,
            """
            alter table public.ledger_entries rename telemetry_id to was_telemetry_id;
            alter table public.ledger_entries rename ski_model_version to telemetry_id;
            alter table public.ledger_entries rename was_telemetry_id to ski_model_version;
            """);
    assertThat(refused)
        .hasMessageContaining("entry 1 would be changed (")
        .hasMessageContaining("column 7 telemetry_id text \"default\" of ledger_entries became")
        .hasMessageContaining("7 ski_model_version text \"default\"");
  }

  @OnEveryPostgres
  @Template("/ancestor/v3-fresh.sql")
  void a_column_dropped_and_added_again_with_a_forged_default(TestDatabase database)
      throws SQLException {
    MigrationException refused =
        refused(
            database,
            Proof.STRUCTURAL,
            """
            alter table public.ledger_entries drop column escalation_notes;
            alter table public.ledger_entries add column escalation_notes text default 'forged';
            """);
    assertThat(refused)
        .hasMessageContaining("entry 1 would be changed (")
        .hasMessageContaining("column 15 escalation_notes text \"default\" of ledger_entries")
        .hasMessageContaining("became 15 dropped");
  }

  @Test
  @Template("/ancestor/v3-fresh.sql")
  void whatever_else_changes_an_entry(TestDatabase database) throws SQLException {
    Map<String, String> doctored = new TreeMap<>();
    doctored.put(
        "entry 7 would be removed; 1 rows were deleted in ledger_entries",
        UNGUARDED.formatted("delete from public.ledger_entries where sequence_number = 7"));
    doctored.put(
        "entry 1 would be removed (210 entries in all); ledger_entries was rewritten",
        UNGUARDED.formatted("truncate public.ledger_entries"));
    doctored.put(
        "ledger_entries was rewritten",
        """
        alter table public.ledger_entries alter column id type numeric;
        alter table public.ledger_entries alter column id type bigint;
        """);
    doctored.put(
        "was rewritten",
        "alter table public.ledger_entries add column odds double precision default random();");
    doctored.put(
        "ledger_entries is another table",
        """
        alter table public.ledger_entries rename to other;
        create table public.ledger_entries (like public.other including all);
        insert into public.ledger_entries select * from public.other;
        """);
    for (Map.Entry<String, String> script : doctored.entrySet()) {
      assertThat(refused(database, Proof.STRUCTURAL, script.getValue()))
          .hasMessageContaining(script.getKey());
    }
  }

  /** Who may stop the counting changes rows unseen by it, and not unseen by the seal. */
  @Test
  @Template("/ancestor/v3-fresh.sql")
  void the_sealed_proof_finds_what_was_not_counted(TestDatabase database) throws SQLException {
    String uncounted =
        "set local track_counts = off;\n"
            + UNGUARDED.formatted(
                "update public.ledger_entries set reasoning = 'forged' where sequence_number = 9")
            + "set local track_counts = on;\n";
    assertThat(refused(database, Proof.SEALED, uncounted))
        .hasMessageContaining("the seal over the entries is not the same")
        .hasMessageContaining("entry 9 would be changed");
  }

  @Test
  @Template("/ancestor/v3-fresh.sql")
  void a_script_without_the_effect_that_it_claims(TestDatabase database) throws SQLException {
    assertThat(refused(database, Proof.STRUCTURAL, "select 1;\n"))
        .hasMessageContaining("its own check is not content")
        .hasMessageContaining("table doctored is missing");
  }

  /** Upgrades to head, runs the script as version 5, and looks that nothing of it is left. */
  private static MigrationException refused(TestDatabase database, Proof proof, String sql)
      throws SQLException {
    Migrations migrations = Migrations.of(database);
    if (database.query("select 1 from " + ENTRIES).isEmpty()) {
      database.load("v3.0-ledger_entries.csv", ENTRIES);
      migrations.upgrade();
    }
    final List<String> before = everything(database);

    Migrator doctor = migrations.with(doctored(sql)).migrator();
    MigrationException refused =
        catchThrowableOfType(
            MigrationException.class,
            () -> doctor.upgrade(Migrations.authority(), Migrations.version("5"), proof));
    assertThat(refused).isNotNull();
    assertThat(refused.trouble()).isEqualTo(Trouble.REFUSED);
    assertThat(refused).hasMessageContaining("ledger 5 (doctored)");
    assertThat(refused).hasMessageContaining("nothing was changed");
    assertThat(everything(database)).isEqualTo(before);
    assertThat(Migrations.of(database).failures()).isEmpty();
    return refused;
  }

  private static List<String> everything(TestDatabase database) throws SQLException {
    List<String> all = new ArrayList<>(Rows.of(database).places());
    all.add(Rows.of(database).root().hex());
    all.addAll(database.query("select version from audit_ledger.ledger_history order by 1"));
    all.addAll(database.query("select note from audit_ledger.journal order by position"));
    all.addAll(database.query("select digest from audit_ledger.documents order by 1"));
    return all;
  }

  private static MigrationSets doctored(String sql) {
    Map<String, byte[]> files = new TreeMap<>(ReleasedFiles.of(MigrationSet.LEDGER));
    files.put(
        "deploy/V5__doctored.sql",
        bytes(
            "-- why: a test\n-- locks: ACCESS EXCLUSIVE on public.ledger_entries\n"
                + "-- reversible: lossless\n\n"
                + (sql.startsWith("select") ? "" : "create table public.doctored ();\n")
                + sql));
    files.put(
        "revert/V5__doctored.sql",
        bytes("-- why: a test\n-- locks: none\n\ndrop table public.doctored;\n"));
    files.put(
        "verify/V5__doctored.sql",
        bytes(
            "do $$ begin if to_regclass('public.doctored') is null then raise exception"
                + " 'table doctored is missing' using errcode = '55000'; end if; end $$;\n"));
    return new MigrationSets(MigrationSet.control(), MigrationSet.read(MigrationSet.LEDGER, files));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
