package org.auditledger.keys;

import java.util.Optional;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRetired;
import org.auditledger.signature.PublicKey;

/**
 * A key, as the journal has it.
 *
 * @param key unknown when it was retired and never registered
 * @param registered by which statement, if by any
 */
public record ListedKey(
    KeyPurpose purpose,
    String keyId,
    Optional<PublicKey> key,
    Optional<Registration> registered,
    Optional<Retirement> retired,
    KeyTrust trust) {

  /** The statement that made the key one of the ledger's. */
  public record Registration(long position, String at, boolean counts) {}

  /**
   * The statement that ended its time.
   *
   * @param said the sizes up to which the key counts, as they take effect
   * @param counts whether somebody who is trusted signed it; else it has no effect
   */
  public record Retirement(long position, String at, KeyRetired said, boolean counts) {}

  /**
   * Whether statements that it signs from now on are believed by who trusts what is trusted here.
   */
  public boolean signs() {
    return purpose == KeyPurpose.NOTE
        && isBelieved()
        && registered.isPresent()
        && retired.filter(Retirement::counts).isEmpty();
  }

  boolean isBelieved() {
    return trust == KeyTrust.TRUSTED || trust == KeyTrust.VOUCHED;
  }
}
