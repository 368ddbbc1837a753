package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KeysGenerateCommandTest {

  @TempDir private Path directory;

  @Test
  void makes_a_key_whose_three_files_belong_together() throws IOException {
    Path file = directory.resolve("plant-1.key");
    CommandLineRun run = generate("acme/plant-1", file, "--json");
    assertThat(run.exit()).as("%s", run).isZero();
    JsonNode made = JsonSchema.check(run.stdout());
    String line = made.get("verifier_key").asString();
    VerifierKey key = VerifierKey.parse(line).orThrow("the answer");
    assertThat(key.name()).isEqualTo("acme/plant-1");
    assertThat(Path.of(made.get("verifier_key_file").asString())).hasContent(line + "\n");
    assertThat(made.get("transcript_key_id").asString()).isEqualTo(key.key().keyId());
    assertThat(line).contains("+" + made.get("note_key_id").asString() + "+");
    assertThat(new SigningKeyFile(file).read(null).publicKey()).isEqualTo(key.key());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(TrustFiles.read(List.of(directory)).noteKeys()).contains(key);
    assertThat(run.stderr()).contains("not encrypted");
  }

  @Test
  void encrypts_it_under_a_passphrase() throws IOException {
    Path passphrase = secret("correct horse\n");
    Path file = directory.resolve("k");
    CommandLineRun run = generate("a", file, "--passphrase-file", passphrase.toString());
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).contains("(encrypted)").doesNotContain("horse");
    assertThat(run.stderr()).isEmpty();
    assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(new SigningKeyFile(file).read("correct horse".toCharArray())).isNotNull();
  }

  @Test
  void never_overwrites_a_key() throws IOException {
    Path file = Files.writeString(directory.resolve("k"), "precious");
    CommandLineRun run = generate("a", file);
    assertThat(run.exit()).isEqualTo(ExitCode.TRUST.code());
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains("exists already").contains("never overwritten");
    assertThat(file).hasContent("precious");
    assertThat(directory.resolve("k.pub")).doesNotExist();
  }

  @Test
  void refuses_a_passphrase_that_others_can_read_and_makes_nothing() throws IOException {
    Path passphrase = secret("correct horse");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-r--r--"));
    Path file = directory.resolve("k");
    CommandLineRun run = generate("a", file, "--passphrase-file", passphrase.toString());
    assertThat(run.exit()).isEqualTo(ExitCode.TRUST.code());
    assertThat(run.stderr()).contains("chmod 600").doesNotContain("horse");
    assertThat(file).doesNotExist();
  }

  @Test
  void refuses_what_is_no_ledgers_name() {
    CommandLineRun run = generate("Acme Plant", directory.resolve("k"));
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains("'Acme Plant' is no ledger's name");
    assertThat(directory).isEmptyDirectory();
  }

  private static CommandLineRun generate(String name, Path file, String... more) {
    List<String> words = new java.util.ArrayList<>();
    words.addAll(List.of("keys", "generate", "--name", name, "--output", file.toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private Path secret(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("passphrase"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
