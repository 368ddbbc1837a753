package org.auditledger.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.auditledger.entry.LedgerName;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    description = {
      "Make an Ed25519 key pair that signs for a ledger.",
      "FILE gets the private key, FILE.pub the public key, FILE.vkey the verifier key: the line"
          + " that an auditor trusts. None of them may exist."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger keys generate --name acme/plant-1 --output plant-1.key",
      "  audit-ledger keys generate --name acme --output a.key --passphrase-file pw"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class KeysGenerateCommand implements Runnable {

  @Spec private CommandSpec command;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "LEDGER",
      description = "The ledger it signs for, such as acme/plant-1.")
  private String name;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "Where the private key goes.")
  private Path output;

  @Mixin private PassphraseOptions passphraseFile;

  @Mixin private CommonOptions options = new CommonOptions();

  KeysGenerateCommand(Surroundings surroundings) {
    this.passphraseFile = new PassphraseOptions(surroundings);
  }

  @Override
  public void run() {
    if (!LedgerName.isName(name)) {
      throw new ParameterException(
          command.commandLine(),
          "'" + name + "' is no ledger's name: lower-case letters, digits and ._/- are");
    }
    SigningKeyFile file = new SigningKeyFile(output);
    char @Nullable [] passphrase = passphraseFile.read();
    VerifierKey key = file.create(name, passphrase, new SecureRandom());
    if (passphrase == null) {
      options.say("the private key is not encrypted; --passphrase-file FILE would do that");
    } else {
      Arrays.fill(passphrase, '\0');
    }
    options.print(
        new Made(
            "audit-ledger/key/1",
            key.name(),
            HexFormat.of().toHexDigits(key.id()),
            key.key().keyId(),
            key.toString(),
            file.path().toString(),
            file.publicKey().toString(),
            file.verifierKey().toString(),
            passphrase != null));
  }

  private record Made(
      String format,
      String name,
      String noteKeyId,
      String transcriptKeyId,
      String verifierKey,
      String privateKeyFile,
      String publicKeyFile,
      String verifierKeyFile,
      boolean encrypted)
      implements Answer {

    @Override
    public String text() {
      return "made a key that signs for "
          + name
          + "\n  private key   "
          + privateKeyFile
          + (encrypted ? " (encrypted)" : "")
          + "\n  public key    "
          + publicKeyFile
          + "\n  verifier key  "
          + verifierKeyFile
          + "\n\n"
          + verifierKey
          + "\n";
    }
  }
}
