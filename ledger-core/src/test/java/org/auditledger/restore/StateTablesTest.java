package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.migrate.KnownState;
import org.auditledger.migrate.KnownStates;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TestSessions;
import org.auditledger.schema.Difference;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;

/** What is made for a state is that state, on every server, whatever the order of its columns. */
@OnPostgres
class StateTablesTest {

  @OnEveryPostgres
  void each_state_comes_back_as_what_it_was(TestDatabase database) throws Exception {
    try (Session session = TestSessions.writing(database)) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      for (KnownState state : KnownStates.all()) {
        List<String> columns = new ArrayList<>(entryColumns(state.structure()));
        Collections.reverse(columns);
        StateTables tables = new StateTables(connection, state, columns);
        tables.make();
        tables.finish();
        SchemaDocument made = new CatalogReader(LedgerObjects.LEDGER).structure(connection);
        // Only the order differs, which here is the wrong one on purpose.
        assertThat(differences(state.structure(), made)).as(state.name()).allMatch(this::isOrder);
        connection.rollback();

        StateTables again = new StateTables(connection, state, entryColumns(state.structure()));
        again.make();
        again.finish();
        SchemaDocument same = new CatalogReader(LedgerObjects.LEDGER).structure(connection);
        assertThat(differences(state.structure(), same)).as(state.name()).isEmpty();
        connection.rollback();
      }
    }
  }

  private boolean isOrder(String sentence) {
    return sentence.startsWith("column ") && sentence.contains(": after ");
  }

  private static List<String> differences(SchemaDocument known, SchemaDocument made) {
    return known.differencesTo(made).stream().map(Difference::sentence).toList();
  }

  static List<String> entryColumns(SchemaDocument structure) {
    return new ColumnOrder(structure, List.of()).asKnown("ledger_entries");
  }
}
