package org.auditledger.signature;

/**
 * Why something is not a key that can be used. The sentences are fixed: no message can leak what
 * was in the file.
 */
public enum KeyRefusal {
  WRONG_LENGTH("an Ed25519 key has 32 bytes", "give a PEM file, or exactly 32 raw bytes"),
  NOT_CANONICAL(
      "the public key is not canonically encoded: its number is not below the field's prime, or"
          + " its sign contradicts it",
      "no honest tool writes such a key; ask its owner for the real one"),
  NOT_ON_CURVE(
      "these 32 bytes are no point of the curve, so no Ed25519 public key",
      "compare the key with its owner's copy"),
  SMALL_ORDER(
      "the public key is one of the few points of small order, for which anybody can forge",
      "no honest tool writes such a key; do not trust what it signed"),
  NOT_IN_SUBGROUP(
      "the public key is outside the prime-order subgroup, so that verifiers disagree about it",
      "no honest tool writes such a key; do not trust what it signed"),

  NOT_PEM(
      "there is no PEM block that begins the text, ends, and holds base64",
      "a truncated file? fetch it again; a key begins with -----BEGIN and ends with -----END"),
  MORE_THAN_ONE_BLOCK(
      "there is something before or after the PEM block", "keep one key per file, nothing else"),
  NOT_DER(
      "the PEM block does not hold a key: truncated, or changed",
      "fetch the file again, or restore it from a copy"),
  OTHER_KIND(
      "the PEM block is something else: a certificate, or a key in another tool's own format",
      "convert it to PKCS#8 (private) or SubjectPublicKeyInfo (public), as openssl pkey writes"),
  OTHER_ALGORITHM(
      "the key belongs to another algorithm than Ed25519",
      "make one with: audit-ledger keys generate"),
  PUBLIC_INSTEAD_OF_PRIVATE(
      "this is a public key, and a private key is needed", "name the file without .pub"),
  PRIVATE_INSTEAD_OF_PUBLIC(
      "this is a private key, and a public key is needed",
      "name the .pub file, and keep the private one to yourself"),
  PUBLIC_PART_DISAGREES(
      "the public key inside the private key's file belongs to another private key",
      "the file was changed or badly made; do not use it"),
  PASSPHRASE_NEEDED("the private key is encrypted", "give its passphrase"),
  PASSPHRASE_NOT_NEEDED(
      "a passphrase was given, but the private key is not encrypted",
      "is it the right file? give no passphrase, or encrypt the key"),
  PASSPHRASE_WRONG(
      "the private key does not decrypt: the passphrase is wrong, or the file is damaged",
      "check the passphrase; else restore the file from a copy"),
  CIPHER_NOT_SUPPORTED(
      "the private key is encrypted in a way that is not supported",
      "encrypt it again with: openssl pkcs8 -topk8 -v2 aes-256-cbc"),

  NOT_A_VERIFIER_KEY(
      "a verifier key is one line, name+8 hexadecimal digits+base64",
      "copy the whole line, as it stands in the .vkey file"),
  KEY_NAME(
      "a key's name is not empty and has no white space, no plus and no control character",
      "copy the whole line, as it stands in the .vkey file"),
  VERIFIER_KEY_ID(
      "the verifier key's id does not belong to its name and key",
      "the line was changed or badly copied; compare it with its owner's copy"),
  AMBIGUOUS(
      "two different trusted keys have one name and one id",
      "one of them was made to be mistaken for the other; find out whose is which");

  private final String why;
  private final String next;

  KeyRefusal(String why, String next) {
    this.why = why;
    this.next = next;
  }

  /** What is wrong, in words; no capital, no full stop. */
  public String why() {
    return why;
  }

  /** What the person who gave the key can do now. */
  public String next() {
    return next;
  }
}
