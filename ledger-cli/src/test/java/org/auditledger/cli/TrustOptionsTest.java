package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.auditledger.keyfile.KeyFileException;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whom a command trusts: exactly who was named. */
class TrustOptionsTest {

  @TempDir private Path directory;

  @Test
  void every_key_that_is_named_is_trusted_and_no_other() {
    VerifierKey a = new SigningKeyFile(directory.resolve("a")).create("a", null, random());
    VerifierKey b = new SigningKeyFile(directory.resolve("b")).create("b", null, random());
    String aFile = directory.resolve("a.vkey").toString();
    String bFile = directory.resolve("b.vkey").toString();
    String variable = File.pathSeparator + aFile + File.pathSeparator + bFile;

    assertThat(keys("").noteKeys()).isEmpty();
    assertThat(keys("", "--trust", aFile, "--trust", bFile).noteKeys()).containsExactly(a, b);
    assertThat(keys(variable).noteKeys()).containsExactly(a, b);
    assertThat(keys(variable, "--trust", bFile).noteKeys()).containsExactly(b);
    assertThat(keys("", "--trust", directory.resolve("a.pub").toString()).transcriptKeys())
        .containsExactly(a.key());
    assertThat(keys(directory.toString()).noteKeys()).containsExactly(a, b);
    assertThatThrownBy(() -> keys("", "--trust", directory.resolve("c").toString()))
        .isInstanceOf(KeyFileException.class);
  }

  private static TrustedKeys keys(String variable, String... arguments) {
    Map<String, String> environment = Map.of("AUDIT_LEDGER_TRUST", variable);
    Checking command =
        new Checking(
            new Surroundings(
                environment,
                new Redaction(List.of(arguments), environment),
                Terminal.none(),
                Clock.systemUTC()));
    new CommandLine(command).parseArgs(arguments);
    return command.trust.keys();
  }

  private static SecureRandom random() {
    return new SecureRandom();
  }

  @Command(name = "checking")
  private static final class Checking {

    @Mixin private final TrustOptions trust;

    private Checking(Surroundings surroundings) {
      this.trust = new TrustOptions(surroundings);
    }
  }
}
