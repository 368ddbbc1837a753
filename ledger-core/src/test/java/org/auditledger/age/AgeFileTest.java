package org.auditledger.age;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.age.Ages.LITTLE_WORK;
import static org.auditledger.age.Ages.RANDOM;
import static org.auditledger.age.Ages.assertRefused;
import static org.auditledger.age.Ages.decrypt;
import static org.auditledger.age.Ages.encrypt;
import static org.auditledger.age.Ages.noise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.auditledger.age.AgeException.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encrypted comes back whole, or not at all. */
class AgeFileTest {

  private static final int CHUNK = 65_536;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5_000_000})
  void what_is_encrypted_comes_back(int length) throws IOException {
    byte[] plain = noise(length);
    byte[] file = encrypt(Ages.recipient(), plain);
    assertThat(decrypt(Ages.identity(), file)).isEqualTo(plain);
  }

  @Test
  void it_may_be_written_and_read_in_pieces_of_any_size() throws IOException {
    byte[] plain = noise(CHUNK + 300);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = Ages.recipient().encrypting(file)) {
      out.write(plain[0]);
      for (int at = 1; at < plain.length; at += 1000) {
        out.write(plain, at, Math.min(1000, plain.length - at));
        out.flush();
      }
    }
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    try (InputStream in =
        Ages.identity().decrypting(new ByteArrayInputStream(file.toByteArray()), "b.age")) {
      back.write(in.read());
      byte[] piece = new byte[777];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        back.write(piece, 0, read);
      }
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(back.toByteArray()).isEqualTo(plain);
  }

  @Test
  void each_recipient_opens_it_and_nobody_else() throws IOException {
    byte[] forOne = encrypt(Ages.recipient(), Ages.FROZEN);
    byte[] forBoth = encrypt(Ages.recipient().and(Ages.otherRecipient()), Ages.FROZEN);

    assertThat(decrypt(Ages.identity(), forBoth)).isEqualTo(Ages.FROZEN);
    assertThat(decrypt(Ages.otherIdentity(), forBoth)).isEqualTo(Ages.FROZEN);
    assertThat(decrypt(Ages.otherIdentity().and(Ages.identity()), forOne)).isEqualTo(Ages.FROZEN);
    assertRefused(Ages.otherIdentity(), forOne, Trouble.WRONG_IDENTITY)
        .hasMessageContaining("b.age was not opened\nit is encrypted to other keys than these");
    assertRefused(Identities.NONE, forOne, Trouble.WRONG_IDENTITY)
        .hasMessageContaining("no identity was given");
    assertRefused(passphrase("correct horse"), forOne, Trouble.WRONG_IDENTITY);
  }

  @Test
  void a_passphrase_opens_what_it_closed() throws IOException {
    byte[] plain = noise(CHUNK + 1);
    char[] secret = "naïve ☃".toCharArray();
    byte[] file = encrypt(Recipients.passphrase(secret, LITTLE_WORK, RANDOM), plain);

    assertThat(decrypt(passphrase("naïve ☃"), file)).isEqualTo(plain);
    assertThat(decrypt(Ages.identity().and(passphrase("naïve ☃")), file)).isEqualTo(plain);
    assertRefused(passphrase("naive ☃"), file, Trouble.WRONG_PASSPHRASE)
        .hasMessageNotContaining("naive");
    assertRefused(Ages.identity(), file, Trouble.PASSPHRASE_NEEDED)
        .hasMessageContaining("under a passphrase, and none was given");
  }

  /** So that who sees two files cannot tell whether they say the same. */
  @Test
  void nothing_is_the_same_twice() throws IOException {
    Recipients secret = Recipients.passphrase("x".toCharArray(), LITTLE_WORK, RANDOM);
    assertThat(encrypt(secret, Ages.FROZEN)).isNotEqualTo(encrypt(secret, Ages.FROZEN));
    assertThat(encrypt(Ages.recipient(), Ages.FROZEN))
        .isNotEqualTo(encrypt(Ages.recipient(), Ages.FROZEN));
  }

  @Test
  void a_file_of_another_kind_is_refused_by_its_beginning() {
    for (String other :
        new String[] {"", "a", "age-encryption.org/v2\n", "PK and then something"}) {
      byte[] file = other.getBytes(UTF_8);
      assertRefused(Identities.NONE, file, Trouble.NOT_AGE)
          .hasMessageContaining("does not begin with age-encryption.org/v1");
    }
  }

  @Test
  void the_beginning_tells_how_a_file_is_encrypted() throws IOException {
    assertThat(wrapping(encrypt(Ages.recipient(), Ages.FROZEN))).isEqualTo(Wrapping.KEYS);
    assertThat(wrapping(Ages.resource("passphrase.age"))).isEqualTo(Wrapping.PASSPHRASE);
    assertThat(wrapping(Ages.resource("identity.txt"))).isEqualTo(Wrapping.NONE);
    assertThat(wrapping(new byte[3])).isEqualTo(Wrapping.NONE);
  }

  @Test
  void a_stream_that_failed_writes_no_end() throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    try (OutputStream out = Ages.recipient().encrypting(new FullDisk(taken, 100_000))) {
      assertThatThrownBy(() -> out.write(noise(200_000))).hasMessage("disk full");
      assertThatThrownBy(() -> out.write(1)).hasMessage("writing failed before");
    }
    assertRefused(Ages.identity(), taken.toByteArray(), Trouble.DAMAGED);
  }

  @Test
  void a_closed_stream_takes_and_gives_nothing() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OutputStream out = Ages.recipient().encrypting(file);
    out.close();
    assertThatThrownBy(() -> out.write(1)).hasMessage("the stream is closed");
    int length = file.size();
    out.close();
    assertThat(file.size()).isEqualTo(length);
    InputStream in =
        Ages.identity().decrypting(new ByteArrayInputStream(file.toByteArray()), "b.age");
    in.close();
    assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("the stream is closed");
  }

  @Test
  void trouble_with_the_disk_is_not_taken_for_damage() throws IOException {
    byte[] file = encrypt(Ages.recipient(), noise(300_000));
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(file)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (available() < 100_000) {
              throw new IOException("bad sector");
            }
            return super.read(bytes, offset, length);
          }
        };
    InputStream in = Ages.identity().decrypting(broken, "b.age");
    assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessage("bad sector");
  }

  private static Wrapping wrapping(byte[] file) {
    return Wrapping.of(Arrays.copyOf(file, Math.min(file.length, Wrapping.TELLING)));
  }

  private static Identities passphrase(String text) {
    return Identities.passphrase(text.toCharArray());
  }

  /** Takes so many bytes and no more. */
  private static final class FullDisk extends OutputStream {

    private final ByteArrayOutputStream taken;
    private final int room;

    private FullDisk(ByteArrayOutputStream taken, int room) {
      this.taken = taken;
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (taken.size() + length > room) {
        throw new IOException("disk full");
      }
      taken.write(bytes, offset, length);
    }
  }
}
