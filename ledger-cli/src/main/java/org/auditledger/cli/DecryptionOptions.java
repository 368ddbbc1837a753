package org.auditledger.cli;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditledger.age.AgeException;
import org.auditledger.age.Identities;
import org.auditledger.age.Wrapping;
import org.auditledger.backup.BackupFile;
import org.auditledger.keyfile.IdentityFile;
import org.auditledger.keyfile.PassphraseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens the encrypted files that a command reads. A file that is not encrypted needs none. */
final class DecryptionOptions {

  private static final String IDENTITY = "AUDIT_LEDGER_IDENTITY";
  private static final String PASSPHRASE_FILE = "AUDIT_LEDGER_DECRYPT_PASSPHRASE_FILE";

  private static final int BUFFER = 64 * 1024;

  private final Surroundings surroundings;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "The private key that opens an encrypted file, as age-keygen"
              + " writes it; repeatable (or "
              + IDENTITY
              + ", separated like PATH).")
  private List<Path> named = new ArrayList<>();

  @Option(
      names = "--decrypt-passphrase-file",
      paramLabel = "FILE",
      description =
          "The passphrase that opens an encrypted file, on its only line"
              + " (or "
              + PASSPHRASE_FILE
              + ").")
  private @Nullable Path passphraseFile;

  /** Once asked for, as a command may read many files, and each more than once. */
  private Optional<Identities> keys = Optional.empty();

  private Optional<Identities> passphrase = Optional.empty();

  DecryptionOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What is in a file, be it encrypted or not; asks for its passphrase where there is nobody else
   * to say it.
   *
   * @param in the file from its beginning; closed with what is returned
   */
  InputStream open(InputStream in, Path file, CommonOptions talk) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(Wrapping.TELLING);
    Wrapping wrapping = Wrapping.of(buffered.readNBytes(Wrapping.TELLING));
    buffered.reset();
    return switch (wrapping) {
      case NONE -> buffered;
      case KEYS -> keys(file).decrypting(buffered, file.toString());
      case PASSPHRASE -> passphrase(file, talk).decrypting(buffered, file.toString());
    };
  }

  /** A backup that somebody named, encrypted or not. */
  BackupFile backup(Path path, CommonOptions talk) {
    return new BackupFile(path, () -> open(path, talk));
  }

  /** The same among others, where one that cannot be opened is no reason not to look at them. */
  BackupFile listed(Path path, CommonOptions talk) {
    return new BackupFile(
        path,
        () -> {
          try {
            return open(path, talk);
          } catch (CommandFailed e) {
            throw new IOException("it is encrypted, " + e.failure().why(), e);
          } catch (AgeException e) {
            throw new IOException(e.why(), e);
          }
        });
  }

  private InputStream open(Path path, CommonOptions talk) throws IOException {
    // Not Files.newInputStream: this one passes over what is not asked for without reading it.
    return open(new FileInputStream(path.toFile()), path, talk);
  }

  private Identities keys(Path file) {
    if (keys.isEmpty()) {
      keys = paths().stream().map(path -> new IdentityFile(path).read()).reduce(Identities::and);
    }
    return keys.orElseThrow(
        () ->
            new CommandFailed(
                new Failure(
                    ExitCode.TRUST,
                    file + " is encrypted",
                    "it is for the holders of keys, and none is named",
                    "give --identity FILE, or set " + IDENTITY)));
  }

  private List<Path> paths() {
    if (!named.isEmpty()) {
      return named;
    }
    return surroundings.variable(IDENTITY).stream()
        .flatMap(list -> Stream.of(list.split(Pattern.quote(File.pathSeparator), -1)))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }

  private Identities passphrase(Path file, CommonOptions talk) {
    if (passphrase.isEmpty()) {
      char[] secret = secret(file, talk);
      passphrase = Optional.of(Identities.passphrase(secret));
      Arrays.fill(secret, '\0');
    }
    return passphrase.get();
  }

  private char[] secret(Path file, CommonOptions talk) {
    Path from =
        passphraseFile == null
            ? surroundings.variable(PASSPHRASE_FILE).map(Path::of).orElse(null)
            : passphraseFile;
    if (from == null) {
      return new PassphrasePrompt(surroundings)
          .ask(
              file,
              talk,
              file + " is encrypted under a passphrase",
              "give --decrypt-passphrase-file FILE, or set " + PASSPHRASE_FILE);
    }
    char[] secret = new PassphraseFile(from).read();
    surroundings.redaction().register(new String(secret));
    return secret;
  }
}
