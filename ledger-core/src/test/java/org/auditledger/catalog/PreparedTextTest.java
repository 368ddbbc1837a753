package org.auditledger.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;

class PreparedTextTest {

  private static final PreparedText STRUCTURE = PreparedText.of("structure", LedgerObjects.LEDGER);

  @OnEveryPostgres
  void a_session_plans_each_query_once(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      SchemaDocument structure = Samples.LEDGER.structure(connection);
      SchemaDocument posture = Samples.LEDGER.posture(connection);
      List<String> prepared = prepared(connection);
      assertThat(prepared).hasSize(2);
      assertThat(Samples.LEDGER.structure(connection)).isEqualTo(structure);
      assertThat(Samples.LEDGER.posture(connection)).isEqualTo(posture);
      assertThat(prepared(connection)).isEqualTo(prepared);
    }
  }

  @OnEveryPostgres
  void what_was_prepared_sees_what_was_made_since(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      SchemaDocument before = Samples.LEDGER.structure(connection);
      Samples.execute(connection, "create table public.tenants (name text)");
      assertThat(Samples.sentences(before, Samples.LEDGER.structure(connection)))
          .anyMatch(sentence -> sentence.contains("tenants"));
    }
  }

  @OnEveryPostgres
  void a_lie_that_somebody_prepared_under_its_name_is_not_asked(TestDatabase database)
      throws SQLException {
    try (Connection connection = database.connect()) {
      SchemaDocument truth = Samples.LEDGER.structure(connection);
      Samples.execute(connection, "deallocate " + STRUCTURE.name());
      Samples.execute(
          connection,
          "prepare "
              + STRUCTURE.name()
              + " as select 'table x'::text, 'kind'::text, 'table'::text");
      assertThat(Samples.LEDGER.structure(connection)).isEqualTo(truth);
    }
  }

  @OnEveryPostgres
  void one_that_the_session_threw_away_is_prepared_again(TestDatabase database)
      throws SQLException {
    try (Connection connection = database.connect()) {
      SchemaDocument truth = Samples.LEDGER.structure(connection);
      Samples.execute(connection, "discard all");
      assertThat(Samples.LEDGER.structure(connection)).isEqualTo(truth);
    }
  }

  private static List<String> prepared(Connection connection) throws SQLException {
    List<String> prepared = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name, prepare_time from pg_prepared_statements"
                    + " where name like 'audit_ledger%' order by name")) {
      while (rows.next()) {
        prepared.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    return prepared;
  }
}
