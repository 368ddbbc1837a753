package org.auditledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Who may do what, and that nobody needs to be a superuser to migrate. */
@OnPostgres
class RolesTest {

  private static final String AS_WRITER = "set local role ledger_writer";

  @OnEveryPostgres
  void the_writer_appends_and_does_nothing_else(TestDatabase database) throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    String today =
        "insert into telemetry_buffer (tenant_id, subject, telemetry_id, telemetry_ts,"
            + " measurement, measurement_hash) values ('default', 's', 't', now(), '{}', 'h')";
    Migration.inOneTransaction(
        database,
        AS_WRITER,
        Ledger.insert(Ledger.row(1, Ledger.ZEROS, "r1")),
        "select * from ledger_entries",
        today,
        "select * from telemetry_buffer",
        "select * from tenants");
    for (String refused :
        List.of(
            "update ledger_entries set reasoning = ''",
            "delete from ledger_entries",
            "truncate ledger_entries",
            "alter table ledger_entries disable trigger all",
            "drop table ledger_entries",
            "create index on ledger_entries (reasoning)",
            "update telemetry_buffer set subject = ''",
            "delete from telemetry_buffer",
            "truncate telemetry_buffer",
            "insert into tenants values ('other', 'o', 1)",
            "update tenants set buffer_retention_days = 1",
            "select setval('ledger_entries_id_seq', 1)",
            "select drop_buffer_partitions_older_than('2020-01-01')",
            "select * from ledger_verify(1, 1)",
            "select * from buffer_partition_evidence('telemetry_buffer')",
            "select * from audit_ledger.journal",
            "set session_replication_role = replica",
            "create trigger t before insert on ledger_entries execute function"
                + " suppress_redundant_updates_trigger()")) {
      assertThatThrownBy(() -> Migration.inOneTransaction(database, AS_WRITER, refused))
          .as(refused)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
    assertThatThrownBy(
            () ->
                Migration.inOneTransaction(
                    database, AS_WRITER, Ledger.insert(Ledger.row(2, Ledger.ZEROS, "r2"))))
        .hasMessageContaining("does not link");
  }

  @OnEveryPostgres
  void the_auditor_reads_and_verifies(TestDatabase database) throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    Ledger.append(database, 2);
    String auditor = "set local role ski_audit_reader";
    Migration.inOneTransaction(
        database,
        auditor,
        "select * from ledger_verify(null, null)",
        "select * from ledger_chain_linkage, buffer_summary, audit_ledger.journal");
    assertThatThrownBy(
            () ->
                Migration.inOneTransaction(
                    database, auditor, Ledger.insert(Ledger.row(1, Ledger.ZEROS, "r1"))))
        .hasMessageContaining("permission denied");
  }

  @Test
  void the_auditor_is_told_when_row_security_would_hide_entries(TestDatabase database)
      throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    Ledger.append(database, 2);
    database.execute("alter table ledger_entries enable row level security");
    assertThatThrownBy(
            () ->
                Migration.inOneTransaction(
                    database,
                    "set local role ski_audit_reader",
                    "select * from ledger_verify(null, null)"))
        .hasMessageContaining("row-level security");
  }

  @OnEveryPostgres
  void an_owner_who_is_no_superuser_migrates_up_and_down(TestDatabase database)
      throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    for (int i = Migration.ALL.size() - 1; i >= 0; i--) {
      Migration.ALL.get(i).revert(database);
    }
    String owner = "owner_of_" + database.name();
    database.execute(
        "drop schema audit_ledger cascade; drop table tenants; create role %s nologin;"
                .formatted(owner)
            + " alter database %s owner to %s; grant create, usage on schema public to %s"
                .formatted(database.name(), owner, owner));
    try {
      String asOwner = "set local role " + owner;
      for (Migration migration : Migration.ALL) {
        Migration.inOneTransaction(
            database, asOwner, migration.script("deploy"), migration.script("verify"));
      }
      assertThat(
              database.query(
                  "select distinct relowner::regrole from pg_class where relnamespace in"
                      + " ('public'::regnamespace, 'audit_ledger'::regnamespace)"))
          .containsExactly(owner);
      Ledger.append(database, 2);
      Migration.inOneTransaction(
          database,
          "set local role ledger_writer",
          Ledger.insert(
              Ledger.row(3, Ledger.hash(2, Ledger.hash(1, Ledger.ZEROS, "r1"), "r2"), "r3")));
      Migration.inOneTransaction(database, asOwner, Migration.GUARDS.script("revert"));
    } finally {
      database.execute(
          "alter database %s owner to current_user; drop owned by %s cascade; drop role %s"
              .formatted(database.name(), owner, owner));
    }
  }

  @Test
  void who_may_not_create_a_role_is_told_which_one_to_have_made(TestDatabase database)
      throws SQLException {
    Migration.deployAll(database, Migration.ALL);
    String migrator = "migrator_of_" + database.name();
    database.execute("create role " + migrator + " nologin");
    try {
      for (String role : List.of("ski_audit_reader", "ski_buffer_admin", "ledger_writer")) {
        for (Migration migration : Migration.ALL) {
          String script = migration.script("deploy");
          int at =
              script.indexOf(
                  "  if not exists (select from pg_catalog.pg_roles where rolname = '" + role);
          if (at >= 0) {
            String block =
                script.substring(
                    script.lastIndexOf("do $deploy$", at), script.indexOf("$deploy$;", at) + 9);
            assertThatThrownBy(
                    () ->
                        Migration.inOneTransaction(
                            database,
                            "set local role " + migrator,
                            block.replace(role, role + "_missing")))
                .as(role)
                .hasMessageContaining(
                    "role " + role + "_missing does not exist, and " + migrator + " may not")
                .hasMessageContaining("CREATE ROLE " + role + "_missing NOLOGIN;");
          }
        }
      }
    } finally {
      database.execute("drop role " + migrator);
    }
  }
}
