package org.auditledger.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.auditledger.signature.KeyRefusal;
import org.auditledger.signature.RefusedKeyException;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFilesTest {

  @TempDir private Path directory;
  private SigningKeyFile file;
  private VerifierKey verifier;

  @BeforeEach
  void makeAKey() {
    file = new SigningKeyFile(directory.resolve("ledger.pem"));
    verifier = file.create("plant/one", null, new SecureRandom());
  }

  @Test
  void each_file_is_trusted_for_what_it_holds() {
    TrustedKeys transcripts = TrustFiles.read(List.of(file.publicKey()));
    assertThat(transcripts.transcriptKeys()).containsExactly(verifier.key());
    assertThat(transcripts.noteKeys()).isEmpty();
    TrustedKeys notes = TrustFiles.read(List.of(file.verifierKey()));
    assertThat(notes.noteKeys()).containsExactly(verifier);
    assertThat(notes.transcriptKeys()).isEmpty();
  }

  @Test
  void of_a_directory_the_public_files_are_read_and_nothing_else() throws IOException {
    Files.writeString(directory.resolve("README"), "not a key");
    Files.writeString(directory.resolve(".hidden.pub"), "not a key");
    TrustedKeys keys = TrustFiles.read(List.of(directory));
    assertThat(keys.transcriptKeys()).containsExactly(verifier.key());
    assertThat(keys.noteKeys()).containsExactly(verifier);
  }

  @Test
  void one_bad_file_in_a_directory_is_refused_by_name() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.pub"), "not a key");
    assertThatThrownBy(() -> TrustFiles.read(List.of(directory)))
        .isInstanceOf(RefusedKeyException.class)
        .hasMessageStartingWith("trusted key " + bad + ": ");
  }

  @Test
  void the_private_key_is_not_taken_for_a_trusted_one() {
    assertThatThrownBy(() -> TrustFiles.read(List.of(file.path())))
        .isInstanceOfSatisfying(
            RefusedKeyException.class,
            e -> assertThat(e.reason()).isEqualTo(KeyRefusal.PRIVATE_INSTEAD_OF_PUBLIC));
  }

  @Test
  void an_empty_directory_and_a_missing_file_are_errors_and_not_an_empty_trust()
      throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThatThrownBy(() -> TrustFiles.read(List.of(empty)))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("no file there ends in .pub or .vkey");
    assertThatThrownBy(() -> TrustFiles.read(List.of(directory.resolve("missing.pub"))))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void two_keys_that_notes_cannot_tell_apart_are_refused() throws IOException {
    Path one =
        Files.writeString(
            directory.resolve("1.vkey"),
            "plant/one+0ff4332b+Ad7bY4Ajhu94XeXHyFRlprZ+HdguSkuAn8wHkcjIFs5U");
    Path two =
        Files.writeString(
            directory.resolve("2.vkey"),
            "plant/one+0ff4332b+Ac85IX90YNMhybPrFzVO4Uin9HVAwlFa+zJw/k8+6/Fv");
    assertThatThrownBy(() -> TrustFiles.read(List.of(one, two)))
        .isInstanceOf(RefusedKeyException.class)
        .hasMessageStartingWith("trusted key " + two + ": two different trusted keys");
  }

  @Test
  void no_file_is_no_trust() {
    assertThat(TrustFiles.read(List.of()).noteKeys()).isEmpty();
  }
}
