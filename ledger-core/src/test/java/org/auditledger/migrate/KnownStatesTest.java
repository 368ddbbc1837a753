package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.migrate.Recognition.Known;
import org.auditledger.schema.Difference;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.GeneratedFile;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Each known state is what scripts make on every server, and nothing else is taken for one. */
@OnPostgres
class KnownStatesTest {

  private static final Path FILES = Path.of("src/main/resources/org/auditledger/migrate/known");

  @OnEveryPostgres
  void every_way_leads_to_the_state_that_it_says(TestDatabase database) throws Exception {
    Map<String, SchemaDocument> made = new HashMap<>();
    for (LedgerStates.Way way : LedgerStates.ways()) {
      way.go(database);
      SchemaDocument structure = structure(database);
      SchemaDocument first = made.putIfAbsent(way.state(), structure);
      if (first == null) {
        GeneratedFile.is(FILES.resolve(way.state() + ".json"), structure.text());
      } else {
        assertThat(sentences(first.differencesTo(structure))).as(way.toString()).isEmpty();
      }
    }
    assertThat(made.keySet()).containsExactlyInAnyOrderElementsOf(files());
  }

  @Test
  void each_state_is_recognised_and_is_no_other() {
    for (KnownState state : KnownStates.all()) {
      assertThat(KnownStates.recognise(state.structure())).isEqualTo(new Known(state));
      assertThat(state.structure().digest()).isEqualTo(state.fingerprint());
    }
    assertThat(KnownStates.all()).extracting(KnownState::fingerprint).doesNotHaveDuplicates();
    assertThat(KnownStates.all()).extracting(KnownState::name).doesNotHaveDuplicates();
  }

  private static List<String> files() {
    return KnownStates.all().stream().map(KnownState::file).toList();
  }

  private static List<String> sentences(List<Difference> differences) {
    return differences.stream().map(Difference::sentence).toList();
  }

  private static SchemaDocument structure(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new CatalogReader(LedgerObjects.LEDGER).structure(connection);
    }
  }
}
