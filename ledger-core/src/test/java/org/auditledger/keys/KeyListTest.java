package org.auditledger.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.LEDGER;
import static org.auditledger.journal.WrittenJournal.SECOND;
import static org.auditledger.journal.WrittenJournal.THIRD;
import static org.auditledger.journal.WrittenJournal.trust;
import static org.auditledger.keys.KeyJournals.FIRST_ID;
import static org.auditledger.keys.KeyJournals.SECOND_ID;
import static org.auditledger.keys.KeyJournals.TRANSCRIPTS;
import static org.auditledger.keys.KeyJournals.begun;
import static org.auditledger.keys.KeyJournals.forge;
import static org.auditledger.keys.KeyJournals.keys;
import static org.auditledger.keys.KeyJournals.recorder;
import static org.auditledger.keys.KeyJournals.retireTranscripts;

import java.sql.SQLException;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.Kind;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What a list of keys says, and to whom. */
@OnPostgres
@Template({
  "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql",
  "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql"
})
class KeyListTest {

  @Test
  void the_list_says_of_each_key_who_vouches_for_it(TestDatabase database) throws SQLException {
    LedgerKeys keys = begun(database);
    keys.register(recorder(FIRST), SECOND.verifier());
    keys.register(recorder(FIRST), TRANSCRIPTS);
    retireTranscripts(keys, "rotation");
    forge(database, THIRD, Kind.KEY_REGISTERED, KeyRegistered.of(THIRD.verifier()).toBody());
    forge(database, THIRD, Kind.KEY_RETIRED, WrittenJournal.retired(SECOND, 3).toBody());
    forge(
        database,
        THIRD,
        Kind.KEY_RETIRED,
        WrittenJournal.retired(WrittenJournal.signer(4), 3).toBody());
    KeyList outside = keys.list(trust(FIRST));
    assertThat(outside.checked()).isTrue();
    assertThat(outside.ledger()).contains(LEDGER);
    assertThat(outside.statements()).isEqualTo(7);
    assertThat(outside.unknown()).isEqualTo(3);
    assertThat(outside.keys())
        .extracting(KeyListTest::line)
        .containsExactly(
            "note " + FIRST_ID + " since 1 TRUSTED",
            "note " + SECOND_ID + " since 2 VOUCHED retired 6 false",
            "transcript " + TRANSCRIPTS.keyId() + " since 3 VOUCHED retired 4 true",
            "note " + KeyRegistered.of(THIRD.verifier()).keyId() + " since 5 CLAIMED",
            "note "
                + KeyRegistered.of(WrittenJournal.signer(4).verifier()).keyId()
                + " since - CLAIMED retired 7 false");
    assertThat(keys.list(TrustedKeys.of(TRANSCRIPTS)).keys())
        .extracting(ListedKey::trust)
        .containsExactly(
            KeyTrust.NOT_CHECKED,
            KeyTrust.NOT_CHECKED,
            KeyTrust.TRUSTED,
            KeyTrust.NOT_CHECKED,
            KeyTrust.NOT_CHECKED);
    KeyList nobody = keys.list(TrustedKeys.NONE);
    assertThat(nobody.checked()).isFalse();
    assertThat(nobody.keys()).hasSize(5).allMatch(key -> key.trust() == KeyTrust.NOT_CHECKED);
    // Whom the forger trusts is his affair; the others' word is none to him.
    assertThat(keys.list(trust(THIRD)).keys())
        .extracting(ListedKey::trust)
        .containsExactly(
            KeyTrust.CLAIMED,
            KeyTrust.CLAIMED,
            KeyTrust.CLAIMED,
            KeyTrust.TRUSTED,
            KeyTrust.CLAIMED);
  }

  @Test
  void a_claim_is_replaced_by_a_statement_that_counts(TestDatabase database) throws SQLException {
    LedgerKeys keys = begun(database);
    forge(database, THIRD, Kind.KEY_REGISTERED, KeyRegistered.of(SECOND.verifier()).toBody());
    forge(database, THIRD, Kind.KEY_RETIRED, WrittenJournal.retired(SECOND, 1).toBody());
    forge(database, FIRST, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
    keys.register(recorder(FIRST), SECOND.verifier());
    keys.retire(recorder(FIRST), KeyPurpose.NOTE, SECOND_ID, "rotation");
    ListedKey second = keys.list(trust(FIRST)).find(KeyPurpose.NOTE, SECOND_ID).get(0);
    assertThat(line(second)).isEqualTo("note " + SECOND_ID + " since 5 VOUCHED retired 6 true");
    assertThat(second.retired().orElseThrow().said().journalSize()).isEqualTo(5);
  }

  @Test
  void a_retirement_with_wrong_sizes_is_listed_and_one_with_a_wrong_signature_is_not(
      TestDatabase database) throws SQLException {
    LedgerKeys keys = begun(database);
    keys.register(recorder(FIRST), SECOND.verifier());
    forge(database, FIRST, Kind.KEY_RETIRED, WrittenJournal.retired(SECOND, 99).toBody());
    forge(database, FIRST, Kind.KEY_RETIRED, WrittenJournal.retired(FIRST, 3).toBody());
    database.execute(
        "alter table audit_ledger.journal disable trigger all; update audit_ledger.journal set note"
            + " = replace(note, 'rotation', 'protation') where position = 4");
    KeyList list = keys.list(trust(FIRST));
    assertThat(list.defects().total()).isEqualTo(2);
    assertThat(list.keys())
        .extracting(KeyListTest::line)
        .containsExactly(
            "note " + FIRST_ID + " since 1 TRUSTED",
            "note " + SECOND_ID + " since 2 VOUCHED retired 3 true");
    assertThat(list.keys().get(1).retired().orElseThrow().said().journalSize()).isEqualTo(2);
  }

  private static String line(ListedKey key) {
    return key.purpose().word()
        + " "
        + key.keyId()
        + " since "
        + key.registered().map(r -> Long.toString(r.position())).orElse("-")
        + " "
        + key.trust()
        + key.retired().map(r -> " retired " + r.position() + " " + r.counts()).orElse("");
  }
}
