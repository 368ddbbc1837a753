package org.auditledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.auditledger.checkpoint.AnchorFile;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;

/** What somebody has kept outside of the database, to check a ledger by: keys, and an anchor. */
public final class Evidence {

  /** Nothing was kept: then a ledger only shows that it holds together. */
  public static final Evidence NONE = new Evidence(TrustedKeys.NONE, Optional.empty());

  private final TrustedKeys trusted;
  private final Optional<Anchor> anchor;

  private Evidence(TrustedKeys trusted, Optional<Anchor> anchor) {
    this.trusted = trusted;
    this.anchor = anchor;
  }

  /**
   * Trusts these keys: public keys in PEM, for transcripts, and lines of verifier keys, for what
   * the ledger's owner has signed.
   *
   * @param filesOrDirectories of a directory, what is directly in it and ends in {@code .pub} or
   *     {@code .vkey}
   * @throws org.auditledger.keyfile.KeyFileException when one cannot be read, or a directory has no
   *     key
   * @throws org.auditledger.signature.RefusedKeyException when one holds no usable key
   */
  public static Evidence trusting(Path... filesOrDirectories) {
    return new Evidence(TrustFiles.read(List.of(filesOrDirectories)), Optional.empty());
  }

  /**
   * The same with the anchor in this file, by which it is noticed that entries are missing at the
   * end. Whether the anchor is to be believed the keys decide.
   *
   * @throws org.auditledger.checkpoint.SealException when the file cannot be read, or is no anchor
   */
  public Evidence anchoredBy(Path file) {
    return new Evidence(trusted, Optional.of(new AnchorFile(file).read()));
  }

  TrustedKeys trusted() {
    return trusted;
  }

  Optional<Anchor> anchor() {
    return anchor;
  }
}
