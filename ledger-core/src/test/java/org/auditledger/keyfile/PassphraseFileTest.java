package org.auditledger.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseFileTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {" naïve ☃ ", " naïve ☃ \n", " naïve ☃ \r\n"})
  void is_its_line_without_the_line_end(String content) throws IOException {
    assertThat(file(content, "rw-------").read()).isEqualTo(" naïve ☃ ".toCharArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "one\ntwo\n", "one\n\n", "one\rtwo"})
  void is_one_line_and_not_empty(String content) throws IOException {
    PassphraseFile file = file(content, "rw-------");
    assertThatThrownBy(file::read)
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("only line")
        .hasMessageNotContaining("one");
  }

  @Test
  void is_text() throws IOException {
    PassphraseFile file = file("", "rw-------");
    Files.write(file.path(), new byte[] {(byte) 0xC3});
    assertThatThrownBy(file::read).hasMessageContaining("is not UTF-8");
  }

  @Test
  void is_refused_when_others_can_read_it() throws IOException {
    PassphraseFile file = file("secret", "rw-r-----");
    assertThatThrownBy(file::read)
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("secret");
  }

  private PassphraseFile file(String content, String permissions) throws IOException {
    Path path = directory.resolve("passphrase");
    Files.write(path, content.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    return new PassphraseFile(path);
  }
}
