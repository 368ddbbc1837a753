package org.auditledger.signature;

/**
 * Who signs notes: a private key, and the name it signs under.
 *
 * @param verifier what the others need to verify it
 */
public record NoteSigner(VerifierKey verifier, PrivateKey key) {

  public NoteSigner {
    if (!verifier.key().equals(key.publicKey())) {
      throw new IllegalArgumentException(key + " is not the key of " + verifier);
    }
  }

  /** Signs under this name. */
  public static NoteSigner of(String name, PrivateKey key) {
    return new NoteSigner(new VerifierKey(name, key.publicKey()), key);
  }

  /** The name that stands in each signature line: the ledger's. */
  public String name() {
    return verifier.name();
  }
}
