package org.auditledger.signature;

/** What came of checking one signature. All but {@link #VALID} mean: nobody can rely on it. */
public enum SignatureCheck {

  /** The holder of the key signed exactly this message. */
  VALID("the signature is valid"),

  /** The text is not lower-case hexadecimal digits. Only where a signature is given as text. */
  NOT_HEX("the signature is not lower-case hexadecimal"),

  /** A signature has 64 bytes. */
  WRONG_LENGTH("the signature does not have 64 bytes"),

  /** Its second half is not below the group order: another spelling of a signature that is. */
  S_NOT_REDUCED("the signature's second half is not below the group order"),

  /** Its first half is not the one spelling of a point that everybody agrees on. */
  R_NOT_CANONICAL("the signature's first half is not a canonical point"),

  /** Well formed, but not this key's signature over this message. */
  MISMATCH("the signature does not match message and key");

  private final String sentence;

  SignatureCheck(String sentence) {
    this.sentence = sentence;
  }

  /** The outcome in words, for findings and errors; no capital, no full stop. */
  public String sentence() {
    return sentence;
  }
}
