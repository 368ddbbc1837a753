package org.auditledger.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;

/** The schema fingerprint depends on what a ledger is made of, and on nothing else. */
class StructureTest {

  @OnEveryPostgres
  @Template("/org/auditledger/catalog/sample.sql")
  void one_of_everything_reads_the_same_on_every_version(TestDatabase database)
      throws SQLException {
    try (Connection connection = database.connect()) {
      SchemaDocument found = new CatalogReader(Samples.SAMPLE).structure(connection);
      assertThat(Samples.pretty(found)).isEqualTo(Samples.resource("sample.structure.txt"));
    }
  }

  @OnEveryPostgres
  void nothing_at_all_is_a_structure_too(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      assertThat(Samples.LEDGER.structure(connection).objects()).isEmpty();
      assertThat(new CatalogReader(LedgerObjects.CONTROL).structure(connection).objects())
          .isEmpty();
    }
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql", "/ancestor/v3-upgrade.sql"})
  void the_settings_of_a_session_neither_show_nor_change(TestDatabase database)
      throws SQLException {
    SchemaDocument plain = Samples.structure(database);
    try (Connection connection = database.connect()) {
      Samples.execute(
          connection,
          "create schema other; create table other.ledger_entries (id bigint);set search_path ="
              + " other, public; set quote_all_identifiers = on;set timezone = 'Asia/Tokyo'; set"
              + " intervalstyle = 'iso_8601'; set bytea_output = 'escape'");
      List<String> before = settings(database, connection);
      assertThat(Samples.LEDGER.structure(connection)).isEqualTo(plain);
      assertThat(settings(database, connection)).isEqualTo(before);
      assertThat(connection.getAutoCommit()).isTrue();

      connection.setAutoCommit(false);
      Samples.execute(connection, "set local search_path = public, pg_temp");
      Samples.execute(connection, "alter table public.ledger_entries add column mine text");
      assertThat(Samples.sentences(plain, Samples.LEDGER.structure(connection)))
          .containsExactly("column mine of ledger_entries: added: text");
      assertThat(settings(database, connection)).contains("\"public\", \"pg_temp\"");
      connection.commit();
      assertThat(settings(database, connection)).isEqualTo(before);
    }
  }

  private static List<String> settings(TestDatabase database, Connection connection)
      throws SQLException {
    assertThat(database.version()).isPositive();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select setting from pg_catalog.pg_settings where name in"
                    + " ('search_path','quote_all_identifiers', 'TimeZone', 'IntervalStyle',"
                    + " 'bytea_output', 'DateStyle', 'extra_float_digits', 'transaction_isolation')"
                    + " order by name")) {
      List<String> values = new java.util.ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql", "/ancestor/v3-upgrade.sql"})
  void what_is_not_the_ledgers_does_not_matter(TestDatabase database) throws SQLException {
    SchemaDocument before = Samples.structure(database);
    database.execute(
        "create table public.customers (id bigint primary key, entry bigint);create view"
            + " public.my_summary as select verdict from public.ledger_entries;create function"
            + " public.mine() returns int language sql as 'select 1';create statistics"
            + " public.entries on verdict, rule_id from public.ledger_entries;comment on table"
            + " public.ledger_entries is 'the books';alter table public.ledger_entries set"
            + " (autovacuum_vacuum_scale_factor = 0.01);insert into public.telemetry_buffer"
            + " (tenant_id, subject, telemetry_id, telemetry_ts,  measurement, measurement_hash)"
            + " values ('default', 's', 't', '2026-11-02', '1', 'h')");
    assertThat(Samples.structure(database)).isEqualTo(before);
    database.execute(
        "create table public.any_name partition of public.telemetry_buffer for values from"
            + " ('2027-01-01') to ('2028-01-01');alter table public.telemetry_buffer detach"
            + " partition public.telemetry_buffer_2026_11;drop table"
            + " public.telemetry_buffer_2026_11");
    assertThat(Samples.structure(database)).isEqualTo(before);
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void order_of_creation_and_holes_left_by_columns_do_not_matter(TestDatabase database)
      throws SQLException {
    SchemaDocument before = Samples.structure(database);
    database.execute(
        "alter table public.ledger_entries add column brief text;"
            + "alter table public.ledger_entries drop column brief;"
            + "drop index public.idx_ledger_sequence;"
            + "create index idx_ledger_sequence on public.ledger_entries (sequence_number);"
            + "alter table public.ledger_entries drop constraint ledger_entries_track_check;"
            + "alter table public.ledger_entries add constraint ledger_entries_track_check"
            + "  check (track is null or track in ('symbolic', 'llm'));"
            + "drop trigger ledger_block_update on public.ledger_entries;"
            + "create trigger ledger_block_update before update on public.ledger_entries"
            + "  for each row execute function public.ledger_block_update_delete()");
    assertThat(Samples.structure(database)).isEqualTo(before);
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void anybody_who_may_use_the_schema_reads_the_same(TestDatabase database) throws SQLException {
    final SchemaDocument before = Samples.structure(database);
    final SchemaDocument posture = Samples.posture(database);
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Samples.execute(connection, "create role test_nobody; set local role test_nobody");
      assertThat(Samples.LEDGER.structure(connection)).isEqualTo(before);
      assertThat(Samples.LEDGER.posture(connection)).isEqualTo(posture);
    }
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void who_may_not_use_the_schema_is_told_so(TestDatabase database) throws SQLException {
    database.execute("revoke all on schema public from public");
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Samples.execute(connection, "create role test_nobody; set local role test_nobody");
      assertThatThrownBy(() -> Samples.LEDGER.structure(connection))
          .isInstanceOf(SQLException.class)
          .hasMessage(
              "role test_nobody cannot read schema public / it may not use it / GRANT USAGE ON"
                  + " SCHEMA public TO test_nobody");
      Samples.execute(connection, "reset role");
      assertThat(Samples.LEDGER.structure(connection).objects()).isNotEmpty();
    }
  }
}
