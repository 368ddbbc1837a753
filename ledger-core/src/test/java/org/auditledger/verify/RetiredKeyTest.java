package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.junit.jupiter.api.Test;

/** What a key has signed counts up to where it was retired. */
class RetiredKeyTest {

  private static final TrustedKeys ONE_KEY = Judged.trusted("transcript-1.ed25519.pub");

  private static final String KEY = ONE_KEY.transcriptKeys().iterator().next().keyId();

  /** An entry that it signed, among others that it signed. */
  private static final int LAST = signed(1, Integer.MAX_VALUE).get(20);

  private static Entries entries() {
    return Entries.of(LegacyVectors.entriesOfV30());
  }

  /** The entries of these that the key has signed. */
  private static List<Integer> signed(int first, int last) {
    List<Integer> signed = new ArrayList<>();
    Entries entries = entries();
    for (int place = first; place <= Math.min(last, entries.size()); place++) {
      if (KEY.equals(entries.get(place, "signing_key_id"))) {
        signed.add(place);
      }
    }
    return signed;
  }

  @Test
  void what_it_signed_later_is_found_and_nothing_else() {
    assertThat(findings(entries(), Judged.ANCESTORS_KEYS.withLastTranscript(KEY, LAST)))
        .containsExactlyElementsOf(
            signed(LAST + 1, Integer.MAX_VALUE).stream()
                .map(entry -> "KEY_RETIRED " + entry)
                .toList())
        .isNotEmpty();
    EntriesAccount account =
        Judged.account(entries(), Judged.ANCESTORS_KEYS.withLastTranscript(KEY, LAST));
    assertThat(account.unchecked()).isEmpty();
    assertThat(account.findings().first().get(0).detail())
        .isEqualTo("signing_key_id is " + KEY + ", which was retired as of entry " + LAST);
  }

  @Test
  void a_key_that_was_retired_at_the_end_has_signed_nothing_too_late() {
    assertThat(findings(entries(), Judged.ANCESTORS_KEYS.withLastTranscript(KEY, 210))).isEmpty();
  }

  @Test
  void a_key_that_nobody_knows_is_retired_too() {
    TrustedKeys nobody = TrustedKeys.NONE.withLastTranscript(KEY, LAST);
    assertThat(findings(entries(), nobody))
        .hasSameSizeAs(signed(LAST + 1, Integer.MAX_VALUE))
        .allMatch(finding -> finding.startsWith("KEY_RETIRED "));
    assertThat(Judged.account(entries(), nobody).unchecked())
        .filteredOn(unchecked -> unchecked.subject().equals(KEY))
        .extracting(Unchecked::count)
        .containsExactly((long) signed(1, LAST).size());
  }

  @Test
  void what_it_did_not_sign_at_all_is_forged_and_not_late() {
    int forged = LAST + 1;
    while (!KEY.equals(entries().get(forged, "signing_key_id"))) {
      forged++;
    }
    String other = String.valueOf(entries().get(LAST, "transcript_signature"));
    String own = String.valueOf(entries().get(forged, "transcript_signature"));
    Entries tampered =
        entries()
            .set(forged, "transcript_signature", other)
            .replace(forged, "transcript_json", own, other);
    assertThat(findings(tampered, Judged.ANCESTORS_KEYS.withLastTranscript(KEY, LAST)))
        .contains("SIGNATURE_INVALID " + forged)
        .doesNotContain("KEY_RETIRED " + forged);
  }

  @Test
  void an_entry_that_hides_its_number_is_not_before_any_other() {
    Entries tampered = entries().set(LAST, "sequence_number", null);
    assertThat(Judged.account(tampered, ONE_KEY.withLastTranscript(KEY, 210)).content().first())
        .extracting(Finding::code)
        .containsExactly(FindingCode.ENTRY_UNNUMBERED, FindingCode.KEY_RETIRED);
  }

  private static List<String> findings(Entries entries, TrustedKeys trusted) {
    return Judged.account(entries, trusted).findings().first().stream()
        .map(finding -> finding.code() + " " + finding.sequence().orElse(0))
        .toList();
  }
}
