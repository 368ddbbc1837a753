package org.auditledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntriesAccount;
import org.junit.jupiter.api.Test;

/**
 * The whole way at once: rows that the ancestor wrote go into its own schema by COPY, come back by
 * COPY, and everything holds in them, on every server, with the same seal.
 */
class AncestorsLedgerTest {

  /** Computed from the tables' CSV by a program of another language that shares nothing with us. */
  private static final Map<String, String> ROOTS =
      Map.of(
          "v0.1", "80bbf1c90096f10f99c47253b4b395093c0c8e13ae306c50f9b33155a8e6fab6",
          "v0.2", "37f35f30947fbbab35be61c56bbcfaa332326075c1cb418a544e17a5a3150014",
          "v3.0", "65b8e4f8ad8354b19fc884367566970f1acf7927ccf319042c7c36d4b6142945");

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void of_version_0_1_holds(TestDatabase database) throws SQLException {
    assertHolds(database, LegacyVectors.entriesOfV01(), "v0.1");
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void of_version_0_2_holds(TestDatabase database) throws SQLException {
    assertHolds(database, LegacyVectors.entriesOfV02(), "v0.2");
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
  void of_version_3_0_holds(TestDatabase database) throws SQLException {
    assertHolds(database, LegacyVectors.entriesOfV30(), "v3.0");
  }

  @OnEveryPostgres
  @Template("/ancestor/v3-fresh.sql")
  void of_a_new_installation_of_version_3_0_holds(TestDatabase database) throws SQLException {
    assertHolds(database, LegacyVectors.entriesOfV30(), "v3.0");
  }

  private static void assertHolds(TestDatabase database, LegacyVectors.Table table, String era)
      throws SQLException {
    Entries entries = Entries.of(table);
    StoredLedger.load(database, entries);
    EntriesAccount account = StoredLedger.account(database);
    assertThat(account.findings().first()).isEmpty();
    assertThat(account.findings().total()).isZero();
    assertThat(account.unchecked()).isEmpty();
    assertThat(account.rows()).isEqualTo(table.size());
    assertThat(account.root()).hasValue(Digest.ofHex(ROOTS.getOrDefault(era, "")));
    Digest last = Digest.ofHex(String.valueOf(entries.get(entries.size(), "entry_hash")));
    assertThat(account.head()).hasValue(new Head(entries.size(), last));
    try (Connection connection = database.connect()) {
      assertThat(LedgerTable.head(connection)).isEqualTo(account.head());
    }
  }

  @Test
  @OnPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
  void tells_what_a_superuser_did_to_it(TestDatabase database) throws SQLException {
    StoredLedger.load(database, Entries.of(LegacyVectors.entriesOfV30()));
    database.execute(
        """
        alter table ledger_entries disable trigger user;
        update ledger_entries set reasoning = 'nothing happened' where sequence_number = 7;
        update ledger_entries set verifier_status = null where sequence_number = 130;
        update ledger_entries set envelope_json = jsonb_set(envelope_json, '{notes}', '["x"]')
          where sequence_number = 140;
        update ledger_entries set transcript_json = null where sequence_number = 150;
        update ledger_entries set escalation_status = 'closed' where sequence_number = 160;
        delete from ledger_entries where sequence_number = 170;
        alter table ledger_entries enable trigger user;
        """);
    EntriesAccount account = StoredLedger.account(database);
    List<String> found =
        account.findings().first().stream()
            .map(f -> f.sequence().getAsLong() + " " + f.code())
            .toList();
    assertThat(found)
        .containsExactly(
            "7 ENTRY_HASH_WRONG",
            "130 COLUMN_DIFFERS",
            "140 ENVELOPE_HASH_WRONG",
            "150 TRANSCRIPT_INCOMPLETE",
            "150 TRANSCRIPT_INCOMPLETE",
            "171 ENTRIES_MISSING");
    assertThat(account.root()).isEmpty();
  }
}
