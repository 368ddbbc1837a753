package org.auditledger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which key signs for the ledger. Whoever only looks at it needs no more than this. */
final class SigningKeyOption {

  static final String VARIABLE = "AUDIT_LEDGER_SIGNING_KEY";

  /** Whoever may open the directory of an embedded ledger may do anything with it, so also sign. */
  private static final String OWN_KEY = "signing.key";

  private final Surroundings surroundings;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "The private key that signs for the ledger (or " + VARIABLE + ").")
  private @Nullable Path key;

  SigningKeyOption(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Whether one was named here, and not by a variable set long ago. */
  boolean isNamed() {
    return key != null;
  }

  /** Its file, if there is a name for it. */
  Optional<Path> named() {
    return Optional.ofNullable(key).or(() -> surroundings.variable(VARIABLE).map(Path::of));
  }

  /** Where an embedded ledger has its own, or will have it. */
  static Optional<Path> own(LedgerOptions ledger) {
    return ledger.directory().map(directory -> directory.resolve(OWN_KEY));
  }

  /** The file of the key that is named, or that of an embedded ledger. */
  Optional<SigningKeyFile> file(LedgerOptions ledger) {
    return named().or(() -> own(ledger).filter(Files::exists)).map(SigningKeyFile::new);
  }

  /**
   * Whose statements count to who holds the key: these keys' and its own. Only the public part of
   * it is read, so that nobody has to type a passphrase to look.
   */
  TrustedKeys trusting(LedgerOptions ledger, TrustedKeys named) {
    return named()
        .or(() -> own(ledger))
        .map(SigningKeyFile::new)
        .flatMap(SigningKeyFile::readVerifierKey)
        .map(own -> named.and(TrustedKeys.of(own)).orThrow("the keys that are trusted"))
        .orElse(named);
  }
}
