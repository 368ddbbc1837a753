package org.auditledger.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;

/** Whatever is done to a ledger's catalog shows in one of the documents, by the object's name. */
class AttacksTest {

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql", "/ancestor/v3-upgrade.sql"})
  void a_change_of_structure_changes_the_fingerprint_and_is_named(TestDatabase database)
      throws SQLException {
    SchemaDocument before = Samples.structure(database);
    List<SqlCase> cases = SqlCase.in("structure-attacks.sql");
    SoftAssertions softly = new SoftAssertions();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      for (SqlCase attack : cases) {
        Samples.execute(connection, attack.change());
        SchemaDocument after = Samples.LEDGER.structure(connection);
        softly.assertThat(after.digest()).as(attack.name()).isNotEqualTo(before.digest());
        softly
            .assertThat(Samples.sentences(before, after))
            .as(attack.name())
            .isEqualTo(attack.says());
        connection.rollback();
      }
    }
    softly.assertAll();
    assertThat(cases).hasSizeGreaterThan(30);
    assertThat(Samples.structure(database)).isEqualTo(before);
  }

  @OnEveryPostgres
  @HeadSchema
  void a_change_of_protection_changes_the_posture_only_and_can_be_undone(TestDatabase database)
      throws SQLException {
    nameOnePartition(database);
    final SchemaDocument structure = Samples.structure(database);
    final SchemaDocument before = Samples.posture(database);
    List<SqlCase> cases = SqlCase.in("posture-changes.sql");
    SoftAssertions softly = new SoftAssertions();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      for (SqlCase change : cases) {
        Samples.execute(connection, change.change());
        SchemaDocument after = Samples.LEDGER.posture(connection);
        softly.assertThat(after.digest()).as(change.name()).isNotEqualTo(before.digest());
        softly
            .assertThat(Samples.sentences(before, after))
            .as(change.name())
            .isEqualTo(change.says());
        softly
            .assertThat(Samples.LEDGER.structure(connection))
            .as(change.name())
            .isEqualTo(structure);
        Samples.execute(connection, change.undo());
        softly
            .assertThat(Samples.sentences(before, Samples.LEDGER.posture(connection)))
            .as(change.name() + ", undone")
            .isEmpty();
        connection.rollback();
      }
    }
    softly.assertAll();
    assertThat(cases).hasSizeGreaterThan(30);
  }

  /** Partitions have the names of days: one gets a name that a script can hold. */
  private static void nameOnePartition(TestDatabase database) throws SQLException {
    String name =
        database
            .query("select min(relname) from pg_class where relispartition and relkind = 'r'")
            .get(0);
    database.execute("alter table public." + name + " rename to test_partition");
  }
}
