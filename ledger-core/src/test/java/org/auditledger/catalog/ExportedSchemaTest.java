package org.auditledger.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.auditledger.migrate.Migration;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;

/** {@code schema.sql} makes what the migrations make, object by object, as psql would run it. */
class ExportedSchemaTest {

  private static final CatalogReader LEDGER = new CatalogReader(LedgerObjects.LEDGER);

  @OnEveryPostgres
  void schema_sql_equals_a_migrated_database(TestDatabase exported, TestDatabase migrated)
      throws Exception {
    exported.execute(Files.readString(Path.of("..", "schema.sql")));
    for (Migration migration : MigrationSet.ledger().migrations()) {
      migrated.execute(migration.deploy().sql());
      migrated.execute(migration.verify().sql());
    }
    try (Connection one = exported.connect();
        Connection other = migrated.connect()) {
      assertThat(LEDGER.structure(one).differencesTo(LEDGER.structure(other))).isEmpty();
      assertThat(LEDGER.posture(one).differencesTo(LEDGER.posture(other))).isEmpty();
      assertThat(LEDGER.structure(one).objects()).hasSizeGreaterThan(50);
    }
  }
}
