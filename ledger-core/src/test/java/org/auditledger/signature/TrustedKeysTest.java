package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TrustedKeysTest {

  private final PublicKey key = PrivateKey.generate(new SecureRandom()).publicKey();
  private final VerifierKey noteKey = new VerifierKey("plant/one", key);

  @Test
  void a_public_key_is_trusted_for_transcripts_only() {
    TrustedKeys keys = TrustedKeys.read(key.pem()).orThrow("a.pub");
    assertThat(keys.forTranscripts(key.keyId())).contains(key);
    assertThat(keys.noteKeys()).isEmpty();
    assertThat(keys.forNotes("plant/one", noteKey.id())).isEmpty();
    assertThat(keys.forTranscripts(key.keyId().replace("sha256:", ""))).isEmpty();
  }

  @Test
  void a_verifier_key_is_trusted_for_notes_under_its_own_name_only() {
    TrustedKeys keys = TrustedKeys.read(noteKey + "\n").orThrow("a.vkey");
    assertThat(keys.forNotes("plant/one", noteKey.id())).contains(noteKey);
    assertThat(keys.forNotes("plant/two", noteKey.id())).isEmpty();
    assertThat(keys.forNotes("plant/one", noteKey.id() + 1)).isEmpty();
    assertThat(keys.transcriptKeys()).isEmpty();
    assertThat(keys.forTranscripts(key.keyId())).isEmpty();
  }

  @Test
  void together_they_trust_what_each_did() {
    PublicKey other = PrivateKey.generate(new SecureRandom()).publicKey();
    TrustedKeys keys =
        TrustedKeys.NONE
            .and(TrustedKeys.of(key))
            .then(some -> some.and(TrustedKeys.of(noteKey)))
            .then(some -> some.and(TrustedKeys.of(other)))
            .then(some -> some.and(TrustedKeys.of(noteKey)))
            .orThrow("all");
    assertThat(keys.transcriptKeys()).containsExactlyInAnyOrder(key, other);
    assertThat(keys.noteKeys()).containsExactly(noteKey);
  }

  @Test
  void a_retired_key_counts_up_to_the_least_entry_that_anybody_said() {
    TrustedKeys keys = TrustedKeys.of(key);
    assertThat(keys.lastTranscript(key.keyId())).isEmpty();
    TrustedKeys retired = keys.withLastTranscript(key.keyId(), 120);
    assertThat(retired.forTranscripts(key.keyId())).contains(key);
    assertThat(retired.lastTranscript(key.keyId())).hasValue(120);
    assertThat(retired.withLastTranscript(key.keyId(), 130).lastTranscript(key.keyId()))
        .hasValue(120);
    TrustedKeys unknown = TrustedKeys.NONE.withLastTranscript(key.keyId(), 110);
    assertThat(unknown.forTranscripts(key.keyId())).isEmpty();
    assertThat(unknown.and(retired).orThrow("both").lastTranscript(key.keyId())).hasValue(110);
    assertThat(retired.and(unknown).orThrow("both").lastTranscript(key.keyId())).hasValue(110);
    assertThat(retired.and(keys).orThrow("both").lastTranscript(key.keyId())).hasValue(120);
  }

  @Test
  void nothing_is_trusted_by_default() {
    assertThat(TrustedKeys.NONE.transcriptKeys()).isEmpty();
    assertThat(TrustedKeys.NONE.noteKeys()).isEmpty();
  }

  /** The two are among the first 137,703 keys that were tried: a matter of seconds. */
  @Test
  void two_keys_with_one_name_and_one_id_are_refused() {
    TrustedKeys one = read("plant/one+0ff4332b+Ad7bY4Ajhu94XeXHyFRlprZ+HdguSkuAn8wHkcjIFs5U");
    TrustedKeys other = read("plant/one+0ff4332b+Ac85IX90YNMhybPrFzVO4Uin9HVAwlFa+zJw/k8+6/Fv");
    assertThat(one.and(other)).isEqualTo(new KeyReading.Refused<TrustedKeys>(KeyRefusal.AMBIGUOUS));
    assertThat(one.and(one)).isInstanceOf(KeyReading.Accepted.class);
  }

  @Test
  void what_is_neither_is_refused() {
    assertThat(TrustedKeys.read("# keys\n")).isInstanceOf(KeyReading.Refused.class);
    assertThat(TrustedKeys.read(noteKey + "\n" + noteKey)).isInstanceOf(KeyReading.Refused.class);
    assertThat(TrustedKeys.read(key.pem() + noteKey)).isInstanceOf(KeyReading.Refused.class);
  }

  private static TrustedKeys read(String text) {
    return TrustedKeys.read(text).orThrow("text");
  }
}
