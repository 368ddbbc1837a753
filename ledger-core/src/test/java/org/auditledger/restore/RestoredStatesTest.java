package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.Backups;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.migrate.KnownState;
import org.auditledger.migrate.KnownStates;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.Proof;
import org.auditledger.migrate.Version;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.testing.Thorough;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of any era comes back in its own shape, and migrations go on from there. */
@OnPostgres
class RestoredStatesTest {

  @TempDir private Path directory;

  private Path keys;
  private Path file;

  @BeforeEach
  void makeDirectories() throws IOException {
    keys = Files.createDirectory(directory.resolve("keys"));
    file = directory.resolve("a.backup");
  }

  @Test
  void a_ledger_of_the_ancestor_comes_back_as_it_was_and_is_adopted_then(TestDatabase database)
      throws SQLException {
    comesBack(database, "v0.2-loose-transcripts");
  }

  @Thorough
  @Test
  void so_does_each_state_that_has_entries(TestDatabase database) throws Exception {
    for (KnownState state : KnownStates.all()) {
      if (state.structure().objects().containsKey("table ledger_entries")) {
        comesBack(database, state.file());
        Files.delete(file);
      }
    }
  }

  private void comesBack(TestDatabase database, String state) throws SQLException {
    go(database, state);
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    SchemaDocument before = structure(database);
    AuditedLedger ledger = AuditedLedger.unadopted(database, keys);
    var taken = Backups.take(ledger, Backups.unadopted(file, Optional.of("acme/plant-1")));
    assertThat(taken.manifest().journal()).isEmpty();
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      TestDatabase target = empty.database();
      RestoreOutcome outcome = Restores.of(ledger, file).acceptingUnsigned().into(target);
      assertThat(outcome.journal()).isEmpty();
      assertThat(before.differencesTo(structure(target))).as(state).isEmpty();
      assertThat(outcome.state())
          .isEqualTo(
              KnownStates.all().stream()
                  .filter(s -> s.file().equals(state))
                  .findFirst()
                  .orElseThrow()
                  .name());
      assertThat(target.query("select to_regnamespace('audit_ledger') is null"))
          .containsExactly("t");
      AuditedLedger restored = new AuditedLedger(target, ledger.signer(), keys);
      var upgraded =
          restored
              .migrator()
              .upgrade(restored.authority(), MigrationSet.ledger().head(), Proof.STRUCTURAL);
      restored.append(3);
      assertThat(AuditedLedger.findings(restored.audit(Optional.empty()))).as(state).isEmpty();
      assertThat(upgraded.steps()).isNotEmpty();
    }
  }

  @Test
  void an_adopted_ledger_goes_on_with_the_version_that_its_journal_tells(TestDatabase database)
      throws SQLException {
    // Its structure is that of 3.3, although only 2 was ever applied.
    go(database, "v0.2-transcripts");
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.unadopted(database, keys);
    var unused = ledger.migrator().upgrade(ledger.authority(), version("2"), Proof.STRUCTURAL);
    ledger.append(10);
    var seal = ledger.seal();
    assertThat(AuditedLedger.findings(ledger.audit(Optional.of(seal)))).isEmpty();
    var taken = Backups.take(ledger, Backups.whole(ledger, file));
    try (OwnDatabase empty = OwnDatabase.beside(database)) {
      TestDatabase target = empty.database();
      RestoreOutcome outcome = Restores.of(ledger, file).into(target);
      assertThat(outcome.state()).isEqualTo("version 3.3");
      assertThat(outcome.manifest()).isEqualTo(taken.manifest().digest());
      assertThat(target.query(HISTORY)).isEqualTo(database.query(HISTORY)).hasSize(3);
      AuditedLedger restored = new AuditedLedger(target, ledger.signer(), keys);
      assertThat(Restores.failures(restored)).isEmpty();
      var up = restored.migrator().upgrade(restored.authority(), version("4"), Proof.SEALED);
      assertThat(up.steps()).hasSize(6);
      var down =
          restored
              .migrator()
              .downgrade(restored.authority(), Optional.of(version("3.3")), Proof.STRUCTURAL);
      assertThat(down).isNotNull();
      assertThat(Restores.failures(restored)).isEmpty();
      assertThat(AuditedLedger.findings(restored.audit(Optional.of(seal)))).isEmpty();
    }
  }

  private static final String HISTORY =
      "select version || ' ' || script || ' ' || checksum from audit_ledger.ledger_history"
          + " union all select version || ' ' || script || ' ' || checksum"
          + " from audit_ledger.control_history where version is not null order by 1";

  private static void go(TestDatabase database, String state) throws SQLException {
    LedgerStates.ways().stream()
        .filter(way -> way.state().equals(state))
        .findFirst()
        .orElseThrow()
        .go(database);
  }

  private static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }

  private static SchemaDocument structure(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new CatalogReader(LedgerObjects.LEDGER).structure(connection);
    }
  }
}
