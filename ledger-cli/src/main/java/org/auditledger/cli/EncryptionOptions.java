package org.auditledger.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.age.Recipients;
import org.auditledger.keyfile.PassphraseFile;
import org.auditledger.keyfile.RecipientsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who is to read what a command writes. Without any of these everybody can. */
final class EncryptionOptions {

  private static final String VARIABLE = "AUDIT_LEDGER_ENCRYPT_PASSPHRASE_FILE";
  private static final String KEYS = "--encrypt-to";
  private static final String PASSPHRASE = "--encrypt-passphrase-file";

  private final Surroundings surroundings;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can ask
  private CommandSpec command;

  @Option(
      names = KEYS,
      paramLabel = "RECIPIENT",
      description = "Encrypt to who holds this key: age1..., or a file of such; repeatable.")
  private List<String> named = new ArrayList<>();

  @Option(
      names = PASSPHRASE,
      paramLabel = "FILE",
      description =
          "Encrypt under the passphrase in this file, its only line (or " + VARIABLE + ").")
  private @Nullable Path passphrase;

  EncryptionOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Who is to read it; empty if it is not to be encrypted. */
  Optional<Recipients> recipients() {
    if (named.isEmpty()) {
      return Optional.ofNullable(passphrase)
          .or(() -> surroundings.variable(VARIABLE).map(Path::of))
          .map(this::whoKnows);
    }
    if (passphrase != null) {
      throw new ParameterException(
          command.commandLine(),
          KEYS + " and " + PASSPHRASE + ": age allows nobody beside a passphrase; take one");
    }
    return named.stream().map(this::whoHolds).reduce(Recipients::and);
  }

  private Recipients whoHolds(String recipient) {
    String start = recipient.strip().toLowerCase(Locale.ROOT);
    if (start.startsWith("age1")) {
      return Recipients.parse(recipient, KEYS + " " + recipient);
    }
    if (start.startsWith("age-secret-key-")) {
      // Taken for a file it would be shown, as a file that is not there.
      surroundings.redaction().register(recipient);
      return Recipients.parse(recipient, KEYS);
    }
    return new RecipientsFile(Path.of(recipient)).read();
  }

  private Recipients whoKnows(Path file) {
    char[] secret = new PassphraseFile(file).read();
    surroundings.redaction().register(new String(secret));
    try {
      return Recipients.passphrase(secret, new SecureRandom());
    } finally {
      Arrays.fill(secret, '\0');
    }
  }
}
