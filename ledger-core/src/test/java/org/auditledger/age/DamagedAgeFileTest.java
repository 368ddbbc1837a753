package org.auditledger.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.age.Ages.LITTLE_WORK;
import static org.auditledger.age.Ages.RANDOM;
import static org.auditledger.age.Ages.assertRefused;
import static org.auditledger.age.Ages.encrypt;
import static org.auditledger.age.Ages.noise;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auditledger.age.AgeException.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not what was written gives an error, and no byte that was not authentic. */
class DamagedAgeFileTest {

  private static final int CHUNK = 65_536;
  private static final int TAG = 16;

  private static final Identities PASSPHRASE = Identities.passphrase("secret".toCharArray());

  @Test
  void each_bit_that_is_turned_is_found() throws IOException {
    eachBit(encrypt(Ages.recipient(), Ages.FROZEN), Ages.identity());
    eachBit(encrypt(underPassphrase(), Ages.FROZEN), PASSPHRASE);
  }

  @Test
  void each_byte_that_is_missing_at_the_end_is_found() throws IOException {
    eachEnd(encrypt(Ages.recipient(), Ages.FROZEN), Ages.identity());
    eachEnd(encrypt(underPassphrase(), Ages.FROZEN), PASSPHRASE);
  }

  /** Where a cut is least visible: what is left consists of whole chunks. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, TAG, CHUNK, CHUNK + TAG, CHUNK + TAG + 1, 2 * (CHUNK + TAG)})
  void a_long_file_that_lacks_its_end_is_an_error_at_what_is_left(int left) throws IOException {
    byte[] plain = noise(3 * CHUNK);
    byte[] file = encrypt(Ages.recipient(), plain);
    int header = file.length - 3 * (CHUNK + TAG);
    byte[] cut = Arrays.copyOf(file, header + left);
    AgeException problem = readsAuthentic(Ages.identity(), cut, plain);
    assertThat(problem.trouble()).isEqualTo(Trouble.DAMAGED);
    assertThat(problem.why()).contains(left == 0 ? "ends too early" : "its end is missing");
  }

  @Test
  void what_follows_the_end_is_found() throws IOException {
    byte[] file = encrypt(Ages.recipient(), noise(CHUNK));
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    assertRefused(Ages.identity(), longer, Trouble.DAMAGED);
  }

  @Test
  void chunks_that_were_swapped_dropped_or_doubled_are_found() throws IOException {
    byte[] plain = noise(4 * CHUNK);
    byte[] file = encrypt(Ages.recipient(), plain);
    for (List<Integer> order :
        List.of(
            List.of(1, 0, 2, 3), List.of(0, 2, 3), List.of(0, 1, 1, 2, 3), List.of(3, 1, 2, 0))) {
      AgeException problem = readsAuthentic(Ages.identity(), ordered(file, order), plain);
      assertThat(problem.trouble()).as("%s", order).isEqualTo(Trouble.DAMAGED);
    }
  }

  /** The library would hand out what is left in its buffer. */
  @Test
  void after_the_error_nothing_more_comes_out() throws IOException {
    byte[] plain = noise(3 * CHUNK);
    byte[] file = encrypt(Ages.recipient(), plain);
    file[file.length - CHUNK - TAG - 100] ^= 1;
    try (InputStream in = Ages.identity().decrypting(new ByteArrayInputStream(file), "b.age")) {
      assertThat(in.readNBytes(CHUNK)).isEqualTo(Arrays.copyOf(plain, CHUNK));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(in::read)
            .isInstanceOf(AgeException.class)
            .hasMessage(
                "b.age is damaged\nit was changed in its middle\ntake another copy of the file");
      }
    }
  }

  private static void eachBit(byte[] file, Identities identities) throws IOException {
    List<String> unfound = new ArrayList<>();
    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] turned = file.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      readsNothing(identities, turned, "bit " + bit, unfound);
    }
    assertThat(unfound).isEmpty();
  }

  private static void eachEnd(byte[] file, Identities identities) throws IOException {
    List<String> unfound = new ArrayList<>();
    for (int length = 0; length < file.length; length++) {
      readsNothing(identities, Arrays.copyOf(file, length), "cut at " + length, unfound);
    }
    assertThat(unfound).isEmpty();
  }

  private static void readsNothing(
      Identities identities, byte[] file, String what, List<String> unfound) throws IOException {
    try (InputStream in = identities.decrypting(new ByteArrayInputStream(file), "b.age")) {
      unfound.add(what + " gave " + in.read());
    } catch (AgeException found) {
      assertThat(found).as(what).hasMessageContaining("b.age");
    }
  }

  /** Reads up to the error, which there has to be; all before it is a beginning of the plain. */
  private static AgeException readsAuthentic(Identities identities, byte[] file, byte[] plain)
      throws IOException {
    int at = 0;
    try (InputStream in = identities.decrypting(new ByteArrayInputStream(file), "b.age")) {
      byte[] piece = new byte[CHUNK];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        assertThat(Arrays.copyOf(piece, read)).isEqualTo(Arrays.copyOfRange(plain, at, at + read));
        at += read;
      }
    } catch (AgeException problem) {
      return problem;
    }
    throw new AssertionError("the end came after " + at + " bytes, and no error");
  }

  private static byte[] ordered(byte[] file, List<Integer> chunks) {
    int header = file.length - 4 * (CHUNK + TAG);
    byte[] ordered = Arrays.copyOf(file, header + chunks.size() * (CHUNK + TAG));
    for (int i = 0; i < chunks.size(); i++) {
      int from = header + chunks.get(i) * (CHUNK + TAG);
      System.arraycopy(file, from, ordered, header + i * (CHUNK + TAG), CHUNK + TAG);
    }
    return ordered;
  }

  private static Recipients underPassphrase() {
    return Recipients.passphrase("secret".toCharArray(), LITTLE_WORK, RANDOM);
  }
}
