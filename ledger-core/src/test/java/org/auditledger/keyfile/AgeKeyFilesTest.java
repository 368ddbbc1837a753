package org.auditledger.keyfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.auditledger.age.AgeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of keys that others encrypt to and decrypt with. */
class AgeKeyFilesTest {

  private static final String SECRET =
      "AGE-SECRET-KEY-16CAZ6MSTDWMG0FXQQ96V7YV3SFF05ELJ3MALXEA8H3VUJHSYQ5EQSSKFPV";

  private static final String PUBLIC =
      "age1ewx0rvgsvhdgf5qm72m3u69jhedp76flgxfjv6du2mearnchngsqdm95yd";

  @TempDir private Path directory;

  @Test
  void what_is_encrypted_to_the_one_is_opened_with_the_other() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = new RecipientsFile(publicKey("rw-r--r--")).read().encrypting(file)) {
      out.write("entry".getBytes(UTF_8));
    }
    try (InputStream in =
        new IdentityFile(privateKey("rw-------"))
            .read()
            .decrypting(new ByteArrayInputStream(file.toByteArray()), "a file")) {
      assertThat(in.readAllBytes()).isEqualTo("entry".getBytes(UTF_8));
    }
  }

  @Test
  void a_private_key_that_others_can_read_is_refused() throws IOException {
    IdentityFile file = new IdentityFile(privateKey("rw-r-----"));
    assertThatThrownBy(file::read)
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("identity file " + file.path())
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_file_of_another_kind_is_named() throws IOException {
    RecipientsFile recipients = new RecipientsFile(privateKey("rw-------"));
    assertThatThrownBy(recipients::read)
        .isInstanceOf(AgeException.class)
        .hasMessageContaining("recipients file " + recipients.path())
        .hasMessageContaining("is a private key");
    IdentityFile identity = new IdentityFile(publicKey("rw-------"));
    assertThatThrownBy(identity::read)
        .isInstanceOf(AgeException.class)
        .hasMessageContaining("identity file " + identity.path());
    assertThatThrownBy(() -> new RecipientsFile(directory.resolve("none")).read())
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("there is no such file");
  }

  private Path privateKey(String permissions) throws IOException {
    return file("private", SECRET, permissions);
  }

  private Path publicKey(String permissions) throws IOException {
    return file("public", PUBLIC, permissions);
  }

  private Path file(String name, String line, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "# " + name + "\n" + line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
