package org.auditledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillReportTest {

  /** The one text of {@link #REPORT}; it is never made anew. */
  private static final String VECTOR =
      "{\"_form\":\"audit-ledger/drill-report/1\",\"at\":\"2026-11-26T10:00:00.000001Z\","
          + "\"conclusion\":\"the 3 entries hold together\",\"entries_root\":\""
          + "01".repeat(32)
          + "\",\"exit\":3,\"head\":{\"hash\":\""
          + "02".repeat(32)
          + "\",\"sequence\":3},\"host\":\"desk-1\",\"ledger\":\"acme/plant-1\",\"manifest\":\""
          + "03".repeat(32)
          + "\",\"restore_milliseconds\":1200,\"server_version\":\"18.6\","
          + "\"tool\":\"audit-ledger 0.1.0\",\"verify_milliseconds\":300}\n";

  private static final DrillReport REPORT =
      new DrillReport(
          new LedgerName("acme/plant-1"),
          Digest.ofHex("03".repeat(32)),
          Instant.parse("2026-11-26T10:00:00.000001999Z"),
          "desk-1",
          "audit-ledger 0.1.0",
          "18.6",
          new Head(3, Digest.ofHex("02".repeat(32))),
          Digest.ofHex("01".repeat(32)),
          1200,
          300,
          3,
          "the 3 entries hold together");

  private static final NoteSigner SIGNER =
      NoteSigner.of(
          "acme/plant-1", PrivateKey.ofRaw(new byte[PrivateKey.LENGTH]).orThrow("a test"));

  @Test
  void the_vector_is_what_is_written_and_what_is_read() {
    assertThat(REPORT.text()).isEqualTo(VECTOR);
    assertThat(DrillReport.read(REPORT.sign(SIGNER))).isEqualTo(new Parsed.Value<>(REPORT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'\"exit\":3'|'\"exit\":-3'|'\"exit\" is -3'",
        "'\"exit\":3'|'\"exits\":3'|'\"exit\" is missing'",
        "'01Z'|'1Z'|'\"at\" is no time'",
        "'\"host\":\"desk-1\"'|'\"host\":1'|'\"host\" is of another kind'",
        "'drill-report/1'|'drill-report/2'|'more than such an account has'",
        "'\"exit\":3'|'\"Exit\":1,\"exit\":3'|'canonical JSON'",
      })
  void what_is_no_account_says_why(String genuine, String not, String why) {
    SignedNote note = SignedNote.sign(VECTOR.replaceFirst(genuine, not), SIGNER);
    assertThat(DrillReport.read(note))
        .isInstanceOfSatisfying(
            Parsed.Malformed.class, refused -> assertThat(refused.why()).contains(why));
  }

  @Test
  void each_bit_that_is_flipped_is_another_account_or_none() {
    byte[] bytes = VECTOR.getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * (bytes.length - 1); bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      String text = new String(flipped, StandardCharsets.UTF_8);
      if (text.chars().allMatch(c -> c >= ' ' || c == '\n') && !text.contains("\ufffd")) {
        assertThat(DrillReport.read(SignedNote.sign(text, SIGNER)))
            .as("bit %s", bit)
            .isNotEqualTo(new Parsed.Value<>(REPORT));
      }
    }
  }
}
