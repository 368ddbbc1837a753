package org.auditledger.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Test
  void it_agrees_with_the_platform_on_every_two_and_many_longer_sequences() {
    byte[] two = new byte[2];
    for (int i = 0; i < 1 << 16; i++) {
      two[0] = (byte) (i >> 8);
      two[1] = (byte) i;
      requireAgreement(two);
    }
    Random random = new Random(1);
    byte[] interesting = {
      0x41,
      0x7F,
      (byte) 0x80,
      (byte) 0x8F,
      (byte) 0x90,
      (byte) 0x9F,
      (byte) 0xA0,
      (byte) 0xBF,
      (byte) 0xC1,
      (byte) 0xC2,
      (byte) 0xDF,
      (byte) 0xE0,
      (byte) 0xE1,
      (byte) 0xED,
      (byte) 0xEF,
      (byte) 0xF0,
      (byte) 0xF1,
      (byte) 0xF4,
      (byte) 0xF5,
      (byte) 0xFF
    };
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(6)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = interesting[random.nextInt(interesting.length)];
      }
      requireAgreement(bytes);
    }
  }

  @Test
  void it_looks_at_its_range_and_no_further() {
    byte[] bytes = {
      (byte) 0xFF, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', (byte) 0xC3, (byte) 0xA9
    };
    assertThat(Utf8.isValid(bytes, 1, 11)).isTrue();
    assertThat(Utf8.isValid(bytes, 1, 9)).isTrue();
    assertThat(Utf8.isValid(bytes, 1, 10)).isFalse();
    assertThat(Utf8.isValid(bytes, 0, 11)).isFalse();
    assertThat(Utf8.isValid(bytes, 12, 0)).isTrue();
  }

  private static void requireAgreement(byte[] bytes) {
    boolean valid = Utf8.isValid(bytes, 0, bytes.length);
    if (valid != decodes(bytes)) {
      assertThat(valid).as("%s", HexFormat.of().formatHex(bytes)).isEqualTo(!valid);
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
