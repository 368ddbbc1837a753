package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.entry.Appended;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table has what it has: a writer fills that, and says what is missing for the rest. */
@OnPostgres
@Timeout(120)
class EarlierTablesTest {

  @OnEveryPostgres(lasting = true)
  void every_state_in_which_a_ledger_is_found_can_be_appended_to(TestDatabase database)
      throws Exception {
    for (LedgerStates.Way way : LedgerStates.ways()) {
      way.go(database);
      if (database.query("select to_regclass('public.ledger_entries')").contains(null)) {
        continue;
      }
      try (LedgerWriter writer = Ledgers.writer(database)) {
        assertThat(writer.submit(Ledgers.drafts(1, 3)).await()).as(way.state()).hasSize(3);
      }
      Ledgers.assertIntact(database);
    }
  }

  @Test
  @Template(Ledgers.V1)
  void an_entry_that_the_table_has_no_columns_for_is_refused_alone(TestDatabase database)
      throws Exception {
    try (LedgerWriter writer = Ledgers.writer(database)) {
      assertThatThrownBy(() -> writer.append(Ledgers.evaluated(1)))
          .hasMessageContaining("this ledger's table is older than the entry")
          .hasMessageContaining("it has an envelope")
          .hasMessageContaining("audit-ledger migrate upgrade")
          .extracting(e -> ((AppendException) e).trouble())
          .isEqualTo(Trouble.REFUSED);
      assertThatThrownBy(() -> writer.append(Ledgers.draft(1).because(null, "v3-evaluator")))
          .hasMessageContaining("its track is \"v3-evaluator\", and not symbolic or llm");
      assertThat(writer.append(Ledgers.draft(1)).sequence()).isEqualTo(1);
    }
    Ledgers.assertIntact(database);
  }

  @OnEveryPostgres
  @Template(Ledgers.V1)
  void a_writer_lives_through_an_upgrade_and_back(TestDatabase database) throws Exception {
    try (LedgerWriter writer = Ledgers.writer(database)) {
      Appended unused = writer.append(Ledgers.draft(1));
      for (String deployed : List.of(Ledgers.V2, Ledgers.V3, Ledgers.CHECKS, Ledgers.V4)) {
        database.execute(text(deployed));
        unused = writer.append(Ledgers.draft(2));
      }
      assertThat(writer.append(Ledgers.evaluated(3)).sequence()).isEqualTo(6);
      assertThat(
              database.query("select schema_version from ledger_entries order by sequence_number"))
          .containsExactly("0.1.0", "0.2.0", "0.2.0", "0.2.0", "0.2.0", "0.2.0");
      database.execute(
          "drop trigger ledger_chain_guard on ledger_entries;"
              + " alter table ledger_entries drop column verifier_status");
      unused = writer.append(Ledgers.draft(4));
      assertThat(unused.sequence()).isEqualTo(7);
    }
  }

  private static String text(String resource) throws java.io.IOException {
    try (var in = EarlierTablesTest.class.getResourceAsStream(resource)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
