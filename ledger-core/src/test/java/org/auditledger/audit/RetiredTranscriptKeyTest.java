package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.control.Recorder;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Unchecked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal says from where to where a key for transcripts counts. */
@OnPostgres
class RetiredTranscriptKeyTest {

  /** So many entries there were when one of the two keys was retired. */
  private static final int LAST = 160;

  private static final PublicKey ONE = key("transcript-1.ed25519.pub");
  private static final PublicKey TWO = key("transcript-2.ed25519.pub");

  @TempDir private Path directory;

  private static PublicKey key(String file) {
    return PublicKey.ofPem(LegacyVectors.text(file)).orThrow(file);
  }

  @Test
  @Template("/ancestor/v3-fresh.sql")
  void what_a_key_signed_after_it_was_retired_is_found(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    database.execute(
        "create schema staging; create table staging.entries (like public.ledger_entries);"
            + " alter table staging.entries alter schema_version drop not null");
    database.load("v3.0-ledger_entries.csv", "staging.entries");
    append(database, 1, LAST);
    assertThat(ledger.audit(Optional.empty()).unchecked())
        .extracting(Unchecked::reason)
        .containsOnly(Unchecked.Reason.UNKNOWN_KEY);

    Recorder recorder = ledger.recorder();
    LedgerKeys keys = new LedgerKeys(ledger.server());
    keys.register(recorder, ONE);
    keys.register(recorder, TWO);
    keys.retire(recorder, KeyPurpose.TRANSCRIPT, ONE.keyId(), "rotation");
    Anchor anchor = ledger.seal();
    assertThat(AuditedLedger.findings(ledger.audit(Optional.of(anchor)))).isEmpty();
    assertThat(ledger.audit(Optional.empty()).unchecked()).isEmpty();

    append(database, LAST + 1, 210);
    List<String> late =
        database.query(
            "select 'content KEY_RETIRED ' || sequence_number from public.ledger_entries"
                + " where sequence_number > 160 and signing_key_id = '"
                + ONE.keyId()
                + "' order by sequence_number");
    assertThat(late).isNotEmpty();
    assertThat(AuditedLedger.findings(ledger.audit(Optional.of(anchor)))).isEqualTo(late);
    TrustedKeys outside = ledger.trusted().and(TrustedKeys.of(ONE)).orThrow("the test");
    assertThat(findings(ledger, outside)).isEqualTo(late);
    // Without the ledger's own key nobody answers for what the journal says.
    assertThat(findings(ledger, TrustedKeys.of(ONE))).isEmpty();
    // What is sealed is sealed as it is: a seal says that it was there, and not that it counts.
    Anchor unused = ledger.seal();
    assertThat(findings(ledger, outside)).isEqualTo(late);
  }

  private static List<String> findings(AuditedLedger ledger, TrustedKeys trusted) {
    return AuditedLedger.findings(ledger.audit(AuditRequest.ofWhole(trusted, Optional.empty(), 1)));
  }

  private static void append(TestDatabase database, int first, int last) throws SQLException {
    String columns = LegacyVectors.text("v3.0-ledger_entries.csv").lines().findFirst().orElse("");
    database.execute(
        String.format(
            "insert into public.ledger_entries (%s) select %s from staging.entries"
                + " where sequence_number between %d and %d order by sequence_number",
            columns, columns, first, last));
  }
}
