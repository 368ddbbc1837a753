package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.Backups;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnPostgres
@Template("/ancestor/v0.1.sql")
class RestoreTest {

  @TempDir private Path directory;

  private Path keys;
  private Path file;

  @BeforeEach
  void makeDirectories() throws IOException {
    keys = Files.createDirectory(directory.resolve("keys"));
    file = directory.resolve("a.backup");
  }

  @Test
  void a_restored_ledger_is_the_one_that_was_backed_up(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(700);
    Anchor anchor = ledger.seal();
    ledger.append(20);
    LedgerReport live = ledger.audit(Optional.of(anchor));
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      RestoreOutcome outcome = Restores.of(ledger, file).into(empty.database());
      AuditedLedger restored = new AuditedLedger(empty.database(), ledger.signer(), keys);
      LedgerReport report = restored.audit(Optional.of(anchor));
      assertThat(AuditedLedger.findings(report)).isEmpty();
      assertThat(report.root()).isEqualTo(live.root());
      assertThat(report.head()).isEqualTo(live.head());
      assertThat(outcome.remarks()).isEmpty();
      assertThat(outcome.isNew()).isTrue();
      assertThat(Restores.failures(restored)).isEmpty();
      for (String table : List.of("partitions", "retention", "tiles", "checkpoints")) {
        String rows = "select t::text from audit_ledger." + table + " t order by 1";
        assertThat(empty.database().query(rows))
            .as(table)
            .isEqualTo(database.query(rows))
            .isNotEmpty();
      }
      assertThat(
              empty
                  .database()
                  .query(
                      "select relallvisible > 0 from pg_class"
                          + " where oid = 'public.ledger_entries'::regclass"))
          .as("rows are as after a vacuum: whoever reads them first need not write")
          .containsExactly("t");
      // It goes on as the ledger would have.
      restored.append(5);
      Anchor next = restored.seal();
      assertThat(AuditedLedger.findings(restored.audit(Optional.of(next)))).isEmpty();
      assertThat(List.of(anchor)).doesNotContain(next);
    }
  }

  @Test
  void the_buffer_its_partitions_and_tenants_come_back_with_their_guards(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    database.execute(
        "insert into public.tenants (tenant_id, display_name, buffer_retention_days)"
            + " values ('north', 'North', 7);"
            + " create table public.\"odd name\" partition of public.telemetry_buffer"
            + " for values from (minvalue) to ('2020-01-01');"
            + " insert into public.telemetry_buffer"
            + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
            + " select 'default', 's', g::text, t, '{\"a\": 1}', repeat('0', 64)"
            + " from generate_series(1, 10) g, (values (now()), ('2019-01-01')) v (t)");
    var taken = Backups.take(ledger, Backups.whole(ledger, file));
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      RestoreOutcome outcome = Restores.of(ledger, file).into(empty.database());
      for (String table : List.of("public.telemetry_buffer", "public.tenants", PARTITIONS)) {
        String all = "select t::text from " + table + " t order by 1";
        assertThat(empty.database().query(all)).isEqualTo(database.query(all)).isNotEmpty();
      }
      // Only the one that somebody made by hand had no guards of its own.
      assertThat(outcome.remarks()).allMatch(remark -> remark.contains("odd name")).isNotEmpty();
      assertThat(
              empty
                  .database()
                  .query("select 1 from pg_trigger where tgenabled <> 'A' and not tgisinternal"))
          .isEmpty();
      empty
          .database()
          .execute(
              "insert into public.telemetry_buffer"
                  + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement,"
                  + " measurement_hash) values ('north', 's', 'x', now(), '{}', repeat('0', 64))");
      AuditedLedger restored = new AuditedLedger(empty.database(), ledger.signer(), keys);
      assertThat(AuditedLedger.findings(restored.audit(Optional.empty())))
          .containsExactly("posture PARTITION_UNRECORDED");
      assertThat(taken.manifest().digest()).isEqualTo(outcome.manifest());
    }
  }

  @Test
  void grants_and_owners_are_as_they_were_recorded(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    String role = database.name() + " Reader";
    database.execute(
        "create role \"%1$s\"; grant select on public.ledger_entries to \"%1$s\" with grant option;"
                .formatted(role)
            + "revoke select on public.ledger_summary from ski_audit_reader;"
            + "alter table public.tenants owner to \"%1$s\";".formatted(role)
            + "grant execute on function public.ledger_verify(bigint, bigint) to \"%1$s\""
                .formatted(role));
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    List<String> before = database.query(RIGHTS);
    database.execute("drop owned by \"%1$s\" cascade; drop role \"%1$s\"".formatted(role));
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      RestoreOutcome outcome = Restores.of(ledger, file).into(empty.database());
      assertThat(empty.database().query(RIGHTS)).isEqualTo(before);
      assertThat(outcome.remarks())
          .containsExactly("role \"" + role + "\" was made, and cannot log in");
    } finally {
      database.execute("drop role if exists \"%s\"".formatted(role));
    }
  }

  @Test
  void incremental_backups_go_on_from_the_whole_one(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, keys);
    ledger.append(300);
    var whole = Backups.take(ledger, Backups.whole(ledger, file));
    ledger.append(30);
    Anchor anchor = ledger.seal();
    Path second = directory.resolve("b.backup");
    var unused = Backups.take(ledger, Backups.after(ledger, second, file));
    Path third = directory.resolve("c.backup");
    var empty3 = Backups.take(ledger, Backups.after(ledger, third, second));
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      TestDatabase target = empty.database();
      assertThat(Restores.refusal(() -> Restores.of(ledger, second).into(target)))
          .startsWith("BACKUP: ")
          .contains("b.backup goes on from another backup", whole.manifest().digest().hex());
      assertThat(Restores.refusal(() -> Restores.of(ledger, file, third).into(target)))
          .contains("c.backup does not go on from " + file);
      assertThat(Restores.refusal(() -> Restores.of(ledger, file, file).into(target)))
          .contains("a.backup is a whole backup");
      RestoreOutcome outcome = Restores.of(ledger, file, second, third).into(target);
      assertThat(outcome.head().sequence()).isEqualTo(330);
      assertThat(outcome.manifest()).isEqualTo(empty3.manifest().digest());
      AuditedLedger restored = new AuditedLedger(target, ledger.signer(), keys);
      assertThat(AuditedLedger.findings(restored.audit(Optional.of(anchor)))).isEmpty();
    }
  }

  private static final String PARTITIONS =
      "(select relname, pg_get_expr(relpartbound, oid) from pg_class where relispartition"
          + " and relkind = 'r')";

  private static final String RIGHTS =
      "select c.oid::regclass || ' ' || relowner::regrole || ' ' || a.grantee::regrole"
          + " || ' ' || privilege_type || is_grantable from pg_class c, aclexplode(relacl) a"
          + " where relnamespace = 'public'::regnamespace and grantee <> relowner"
          + " union all select p.oid::regprocedure || ' ' || a.grantee::regrole || privilege_type"
          + " from pg_proc p, aclexplode(proacl) a"
          + " where pronamespace = 'public'::regnamespace and grantee <> proowner order by 1";
}
