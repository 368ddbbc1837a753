package org.auditledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.entry.LedgerName;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The private key of a ledger, for who upgrades it or seals it. An application that appends and
 * verifies has none: what is not there cannot be stolen from it.
 */
public final class LedgerKey {

  private final SealingKey sealing;
  private final TrustedKeys trusted;
  private final String program;

  private LedgerKey(SealingKey sealing, TrustedKeys trusted, String program) {
    this.sealing = sealing;
    this.trusted = trusted;
    this.program = program;
  }

  /**
   * Reads a key, with the name of the ledger that it signs for, which is in {@code FILE.vkey}.
   *
   * @param passphrase null for a key that is not encrypted; the caller may overwrite it afterwards
   * @param program which program signs, for the record: its name and version
   * @throws org.auditledger.keyfile.KeyFileException when a file cannot be read, or others can read
   *     it, or the two do not belong together
   * @throws org.auditledger.signature.RefusedKeyException when there is no usable key in one
   */
  public static LedgerKey read(Path file, char @Nullable [] passphrase, String program) {
    SealingKey key = new SealingKey(new SigningKeyFile(file).readSigner(passphrase), file);
    return new LedgerKey(key, TrustedKeys.NONE, program);
  }

  /**
   * Makes a new key as {@code audit-ledger keys generate} does, and reads it. No file is ever
   * overwritten.
   *
   * @param ledger the name of the ledger that it is to sign for, such as {@code acme/plant-1}
   * @throws org.auditledger.keyfile.KeyFileException when its three files cannot all be made; then
   *     none of them is left
   */
  public static LedgerKey create(
      Path file, String ledger, char @Nullable [] passphrase, String program) {
    VerifierKey unused =
        new SigningKeyFile(file)
            .create(new LedgerName(ledger).value(), passphrase, new SecureRandom());
    return read(file, passphrase, program);
  }

  /**
   * The same, believing these keys besides: those that the ledger was signed with before.
   *
   * @param filesOrDirectories as {@link Evidence#trusting} takes them
   */
  public LedgerKey trusting(Path... filesOrDirectories) {
    return new LedgerKey(sealing, TrustFiles.read(List.of(filesOrDirectories)), program);
  }

  /** The name of the ledger that it signs for. */
  public String ledger() {
    return sealing.signer().name();
  }

  SealingKey sealing() {
    return sealing;
  }

  TrustedKeys trusted() {
    return trusted;
  }

  String program() {
    return program;
  }
}
