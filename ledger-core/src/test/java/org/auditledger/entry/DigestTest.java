package org.auditledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigestTest {

  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashes_the_published_example() {
    assertThat(Digest.sha256("abc".getBytes(StandardCharsets.US_ASCII)).hex()).isEqualTo(ABC);
  }

  @Test
  void hex_and_bytes_come_back_as_they_went() {
    Digest digest = Digest.ofHex(ABC);
    assertThat(Digest.of(digest.toBytes())).isEqualTo(digest).hasToString(ABC);
  }

  @Test
  void refuses_what_is_not_a_digest() {
    assertThatThrownBy(() -> Digest.ofHex(ABC.toUpperCase(java.util.Locale.ROOT)))
        .hasMessageContaining("lower-case");
    assertThatThrownBy(() -> Digest.ofHex(ABC.substring(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Digest.ofHex(ABC.replace('b', 'x')))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Digest.of(new byte[31])).hasMessageContaining("31");
  }
}
