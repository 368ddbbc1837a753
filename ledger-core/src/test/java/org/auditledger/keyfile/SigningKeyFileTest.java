package org.auditledger.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.signature.KeyRefusal;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.RefusedKeyException;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyFileTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory;

  @Test
  void a_new_key_has_three_files_and_only_its_owner_reads_the_secret() throws IOException {
    SigningKeyFile file = new SigningKeyFile(directory.resolve("ledger.key"));
    VerifierKey made = file.create("plant/one", null, RANDOM);

    PublicKey key = file.read(null).publicKey();
    assertThat(key).isEqualTo(made.key());
    assertThat(directory.resolve("ledger.key.pub")).hasContent(key.pem());
    assertThat(directory.resolve("ledger.key.vkey")).hasContent(made + "\n");
    assertThat(VerifierKey.parse(Files.readString(file.verifierKey()).strip()).orThrow("vkey"))
        .isEqualTo(new VerifierKey("plant/one", key));
    assertThat(Files.getPosixFilePermissions(file.path()))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(Files.getPosixFilePermissions(file.publicKey()))
        .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    assertThat(names()).containsExactly("ledger.key", "ledger.key.pub", "ledger.key.vkey");
  }

  @Test
  void a_key_under_a_passphrase_opens_with_it_only() throws IOException {
    SigningKeyFile file = new SigningKeyFile(directory.resolve("ledger.key"));
    VerifierKey made = file.create("plant/one", "correct horse".toCharArray(), RANDOM);
    assertThat(Files.readString(file.path())).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(file.read("correct horse".toCharArray()).publicKey()).isEqualTo(made.key());
    assertRefused(file, null, KeyRefusal.PASSPHRASE_NEEDED);
    assertRefused(file, "wrong horse".toCharArray(), KeyRefusal.PASSPHRASE_WRONG);
  }

  @Test
  void the_verifier_key_beside_it_is_read_as_it_was_written() throws IOException {
    SigningKeyFile file = new SigningKeyFile(directory.resolve("ledger.key"));
    assertThat(file.readVerifierKey()).isEmpty();
    VerifierKey made = file.create("plant/one", null, RANDOM);
    assertThat(file.readVerifierKey()).contains(made);
    Files.writeString(file.verifierKey(), "plant/one+00000000+AAAA\n");
    assertThatThrownBy(file::readVerifierKey)
        .isInstanceOf(RefusedKeyException.class)
        .hasMessageStartingWith("verifier key " + file.verifierKey() + ": ");
    Files.delete(file.verifierKey());
    Files.createSymbolicLink(file.verifierKey(), directory.resolve("nowhere"));
    assertThatThrownBy(file::readVerifierKey).isInstanceOf(KeyFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger.key", "ledger.key.pub", "ledger.key.vkey"})
  void nothing_is_overwritten_and_nothing_is_left_when_one_file_exists(String existing)
      throws IOException {
    Files.writeString(directory.resolve(existing), "precious");
    SigningKeyFile file = new SigningKeyFile(directory.resolve("ledger.key"));
    assertThatThrownBy(() -> file.create("plant/one", null, RANDOM))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(existing + " exists already")
        .hasMessageContaining("choose another file");
    assertThat(directory.resolve(existing)).hasContent("precious");
    assertThat(names()).containsExactly(existing);
  }

  @Test
  void nothing_is_written_through_a_link_that_leads_nowhere() throws IOException {
    Path elsewhere = directory.resolve("elsewhere");
    Files.createSymbolicLink(directory.resolve("ledger.key"), elsewhere);
    SigningKeyFile file = new SigningKeyFile(directory.resolve("ledger.key"));
    assertThatThrownBy(() -> file.create("plant/one", null, RANDOM))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("exists already");
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void when_one_file_cannot_be_made_none_is_left() throws IOException {
    // 251 + .pub is the longest name there is; with .vkey it is too long.
    SigningKeyFile file = new SigningKeyFile(directory.resolve("k".repeat(251)));
    assertThatThrownBy(() -> file.create("plant/one", null, RANDOM))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("cannot be written");
    assertThat(names()).isEmpty();
  }

  @Test
  void a_directory_that_does_not_exist_is_named_as_the_reason() {
    SigningKeyFile file = new SigningKeyFile(directory.resolve("missing/ledger.key"));
    assertThatThrownBy(() -> file.create("plant/one", null, RANDOM))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("there is no such directory");
  }

  @Test
  void a_name_that_notes_cannot_carry_makes_no_file() throws IOException {
    SigningKeyFile file = new SigningKeyFile(directory.resolve("ledger.key"));
    assertThatThrownBy(() -> file.create("plant one", null, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
  void a_key_that_others_can_read_or_change_is_refused_with_the_remedy(String permissions)
      throws IOException {
    SigningKeyFile file = new SigningKeyFile(write("a key", secret(), permissions));
    assertThatThrownBy(() -> file.read(null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("others than its owner can read or change")
        .hasMessageEndingWith("chmod 600 '" + file.path().toRealPath() + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void a_key_that_only_its_owner_reads_is_accepted(String permissions) throws IOException {
    assertThat(new SigningKeyFile(write("a.key", secret(), permissions)).read(null).pem())
        .isEqualTo(secret());
  }

  @Test
  void behind_a_link_the_target_is_judged() throws IOException {
    Path open = write("open.key", secret(), "rw-r--r--");
    Path closed = write("closed.key", secret(), "rw-------");
    Path link = Files.createSymbolicLink(directory.resolve("link"), closed);
    assertThat(new SigningKeyFile(link).read(null).pem()).isEqualTo(secret());

    Files.delete(link);
    Files.createSymbolicLink(link, open);
    assertThatThrownBy(() -> new SigningKeyFile(link).read(null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("signing key " + link)
        .hasMessageEndingWith("chmod 600 " + open.toRealPath());
  }

  @Test
  void what_is_no_file_is_refused() throws IOException {
    Path nowhere = Files.createSymbolicLink(directory.resolve("nowhere"), Path.of("missing"));
    for (Path missing : List.of(nowhere, directory.resolve("missing"))) {
      assertThatThrownBy(() -> new SigningKeyFile(missing).read(null))
          .isInstanceOf(KeyFileException.class)
          .hasMessageContaining("there is no such file");
    }
    for (Path other : List.of(directory, Path.of("/dev/zero"))) {
      assertThatThrownBy(() -> new SigningKeyFile(other).read(null))
          .isInstanceOf(KeyFileException.class)
          .hasMessageContaining("is not a regular file");
    }
  }

  @Test
  void a_file_that_is_too_large_is_refused_and_one_at_the_limit_is_read() throws IOException {
    String padded = secret() + " ".repeat(KeyBytes.LIMIT - secret().length());
    assertThat(new SigningKeyFile(write("a.key", padded, "rw-------")).read(null).pem())
        .isEqualTo(secret());
    SigningKeyFile larger = new SigningKeyFile(write("b.key", padded + " ", "rw-------"));
    assertThatThrownBy(() -> larger.read(null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("larger than any key");
  }

  @Test
  void the_ancestors_32_bytes_are_a_key_and_31_or_33_are_not() throws IOException {
    byte[] raw = new byte[32];
    for (int length = 31; length <= 33; length++) {
      Path path = directory.resolve("raw" + length);
      Files.write(path, Arrays.copyOf(raw, length));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    SigningKeyFile file = new SigningKeyFile(directory.resolve("raw32"));
    assertThat(file.read(null).publicKey())
        .isEqualTo(PrivateKey.ofRaw(raw).orThrow("raw").publicKey());
    assertRefused(file, "x".toCharArray(), KeyRefusal.PASSPHRASE_NOT_NEEDED);
    assertRefused(new SigningKeyFile(directory.resolve("raw31")), null, KeyRefusal.NOT_PEM);
    assertRefused(new SigningKeyFile(directory.resolve("raw33")), null, KeyRefusal.NOT_PEM);
  }

  @Test
  void the_public_half_is_refused_as_a_signing_key() throws IOException {
    SigningKeyFile file = new SigningKeyFile(directory.resolve("ledger.key"));
    file.create("plant/one", null, RANDOM);
    Files.setPosixFilePermissions(file.publicKey(), PosixFilePermissions.fromString("rw-------"));
    assertRefused(new SigningKeyFile(file.publicKey()), null, KeyRefusal.PUBLIC_INSTEAD_OF_PRIVATE);
  }

  private static void assertRefused(SigningKeyFile file, char[] passphrase, KeyRefusal reason) {
    assertThatThrownBy(() -> file.read(passphrase))
        .isInstanceOfSatisfying(
            RefusedKeyException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageStartingWith("signing key " + file.path() + ": ");
  }

  private static String secret() {
    return PrivateKey.ofRaw("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
        .orThrow("raw")
        .pem();
  }

  private Path write(String name, String text, String permissions) throws IOException {
    Path path = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
