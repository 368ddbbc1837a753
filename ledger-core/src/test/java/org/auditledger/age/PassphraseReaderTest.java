package org.auditledger.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.age.Ages.LITTLE_WORK;
import static org.auditledger.age.Ages.RANDOM;
import static org.auditledger.age.Ages.assertRefused;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auditledger.age.AgeException.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Headers that somebody made who knows the passphrase: each is authentic, and not all are age's.
 */
class PassphraseReaderTest {

  private static final Identities SECRET = Identities.passphrase("secret".toCharArray());

  @Test
  void the_stanza_as_it_has_to_be_opens() throws Exception {
    assertThat(Ages.decrypt(SECRET, with(stanza -> List.of(stanza)))).isEqualTo(Ages.FROZEN);
  }

  @Test
  void a_passphrase_has_nobody_beside_it() throws Exception {
    assertRefused(SECRET, with(stanza -> List.of(stanza, stanza)), Trouble.DAMAGED);
    assertRefused(SECRET, with(stanza -> List.of(stanza, other("X25519"))), Trouble.DAMAGED);
    assertRefused(SECRET, with(stanza -> List.of(other("grease"), stanza)), Trouble.DAMAGED);

    RecipientStanzaWriter key =
        X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(
            "age1eqau48knxqh79uuea5pfveh4dlz6wy3fese3ktggnxy3qxk3upjswryket");
    byte[] both = written(List.of(key, underSecret()));
    assertRefused(Ages.identity(), both, Trouble.PASSPHRASE_NEEDED);
    assertRefused(Ages.identity().and(SECRET), both, Trouble.DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "02", "+2", "-2", "0x2", "2a", "0", "1e1", "100", "99999999999"})
  void a_work_factor_is_a_number_in_its_one_spelling(String workFactor) throws Exception {
    List<String> arguments = new ArrayList<>();
    if (!workFactor.isEmpty()) {
      arguments.add(workFactor);
    }
    byte[] file =
        with(
            stanza -> {
              arguments.add(0, stanza.getArguments().get(0));
              return List.of(new Stanza("scrypt", arguments, stanza.getBody()));
            });
    assertRefused(SECRET, file, Trouble.DAMAGED);
  }

  @Test
  void salt_and_key_have_their_lengths() throws Exception {
    for (String salt : List.of("AAAA", "AAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB")) {
      byte[] file =
          with(stanza -> List.of(new Stanza("scrypt", List.of(salt, "2"), stanza.getBody())));
      assertRefused(SECRET, file, Trouble.DAMAGED);
    }
    for (int length : new int[] {0, 31, 33}) {
      byte[] file =
          with(
              stanza ->
                  List.of(
                      new Stanza(
                          "scrypt",
                          stanza.getArguments(),
                          Arrays.copyOf(stanza.getBody(), length))));
      assertRefused(SECRET, file, Trouble.DAMAGED);
    }
  }

  /** A file from elsewhere decides how much work it takes, up to a limit. */
  @Test
  void more_work_than_there_is_room_for_is_refused_before_it_begins() throws Exception {
    assertRefused(SECRET, work(23), Trouble.TOO_MUCH_WORK)
        .hasMessageContaining("a work factor of 23, and more than 22 is refused");
    Identities little = Identities.passphrase("secret".toCharArray(), 300 << 20);
    assertRefused(little, work(18), Trouble.TOO_MUCH_WORK)
        .hasMessageContaining("takes 256 MiB of memory, and Java may use 300")
        .hasMessageContaining("-Xmx384m");
    assertRefused(little, work(17), Trouble.WRONG_PASSPHRASE);
  }

  private interface Header {
    List<RecipientStanza> of(RecipientStanza stanza);
  }

  /** A file with another header than ours would be, for the same passphrase. */
  private static byte[] with(Header header) throws Exception {
    return written(
        List.of(
            (RecipientStanzaWriter)
                key -> header.of(underSecret().getRecipientStanzas(key).iterator().next())));
  }

  private static byte[] work(int factor) throws Exception {
    return with(
        stanza ->
            List.of(new PassphraseStanza(stanza.getArguments().get(0), factor, stanza.getBody())));
  }

  private static byte[] written(List<RecipientStanzaWriter> writers)
      throws GeneralSecurityException, IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (WritableByteChannel out =
        new StandardEncryptingChannelFactory()
            .newEncryptingChannel(Channels.newChannel(file), writers)) {
      out.write(ByteBuffer.wrap(Ages.FROZEN));
    }
    return file.toByteArray();
  }

  private static PassphraseWriter underSecret() {
    return new PassphraseWriter(PassphraseKey.bytes("secret".toCharArray()), LITTLE_WORK, RANDOM);
  }

  private static Stanza other(String type) {
    return new Stanza(type, List.of("a"), new FileKey().getEncoded());
  }

  private static final class Stanza implements RecipientStanza {

    private final String type;
    private final List<String> arguments;
    private final byte[] body;

    private Stanza(String type, List<String> arguments, byte[] body) {
      this.type = type;
      this.arguments = List.copyOf(arguments);
      this.body = body.clone();
    }

    @Override
    public String getType() {
      return type;
    }

    @Override
    public List<String> getArguments() {
      return arguments;
    }

    @Override
    public byte[] getBody() {
      return body.clone();
    }
  }
}
