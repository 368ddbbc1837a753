package org.auditledger.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.schema.DocumentKind;
import org.auditledger.schema.DocumentReading;
import org.auditledger.schema.Fact;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

@OnPostgres
@Template(Journals.CONTROL)
class DocumentTableTest {

  private static final SchemaDocument ONE = document("säule 🐘");
  private static final SchemaDocument OTHER = document("other");

  @OnEveryPostgres
  void a_document_is_stored_once_and_found_by_its_digest(TestDatabase database)
      throws SQLException {
    try (Connection connection = database.connect()) {
      DocumentTable.store(connection, ONE);
      DocumentTable.store(connection, ONE);
      DocumentTable.store(connection, OTHER);
      assertThat(DocumentTable.find(connection, ONE.digest()))
          .contains(new DocumentReading.Read(ONE));
      assertThat(DocumentTable.find(connection, Digest.ZERO)).isEmpty();
    }
    assertThat(database.query("select count(*) from audit_ledger.documents")).containsExactly("2");
  }

  @Test
  void a_document_that_was_changed_or_exchanged_is_malformed(TestDatabase database)
      throws SQLException {
    try (Connection connection = database.connect()) {
      DocumentTable.store(connection, ONE);
      DocumentTable.store(connection, OTHER);
      String guards =
          "alter table audit_ledger.documents disable trigger all, drop constraint"
              + " documents_check";
      database.execute(guards);
      database.execute(
          "update audit_ledger.documents set content = case digest when '"
              + ONE.digest().hex()
              + "' then (select content from audit_ledger.documents where digest = '"
              + OTHER.digest().hex()
              + "') else left(content, -1) end");
      assertThat(DocumentTable.find(connection, ONE.digest()))
          .isEqualTo(
              Optional.of(new DocumentReading.Malformed("its digest is " + OTHER.digest().hex())));
      assertThat(DocumentTable.find(connection, OTHER.digest()).orElseThrow())
          .isInstanceOf(DocumentReading.Malformed.class);
      database.execute("update audit_ledger.documents set content = repeat('x', 30000000)");
      assertThat(DocumentTable.find(connection, ONE.digest()).orElseThrow())
          .isEqualTo(new DocumentReading.Malformed("it is longer than 16777216 characters"));
    }
  }

  private static SchemaDocument document(String name) {
    return SchemaDocument.of(
        DocumentKind.STRUCTURE, List.of(new Fact("table t", "column " + name, "text")));
  }
}
