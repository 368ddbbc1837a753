package org.auditledger.cli;

import java.nio.file.Path;
import org.auditledger.keyfile.PassphraseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a private key is: never among the arguments, which all can see. */
final class PassphraseOptions {

  private static final String VARIABLE = "AUDIT_LEDGER_PASSPHRASE_FILE";

  private final Surroundings surroundings;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "A file whose only line is the private key's passphrase (or " + VARIABLE + ").")
  private @Nullable Path file;

  PassphraseOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The passphrase in the file that was named; null if none was. */
  char @Nullable [] read() {
    Path named = file == null ? surroundings.variable(VARIABLE).map(Path::of).orElse(null) : file;
    return named == null ? null : secret(new PassphraseFile(named).read());
  }

  /** The passphrase that somebody types; for a key that turned out to need one. */
  char[] ask(Path key, CommonOptions talk) {
    return new PassphrasePrompt(surroundings)
        .ask(
            key,
            talk,
            "the signing key " + key + " is encrypted",
            "give --passphrase-file FILE, or set " + VARIABLE);
  }

  private char[] secret(char[] passphrase) {
    surroundings.redaction().register(new String(passphrase));
    return passphrase;
  }
}
