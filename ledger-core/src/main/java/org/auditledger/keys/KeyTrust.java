package org.auditledger.keys;

/** Why a key in the journal is to be believed, if it is. */
public enum KeyTrust {
  /** It is one of the keys that are held outside. */
  TRUSTED,
  /** A statement that counts registered it; at its root somebody is trusted from outside. */
  VOUCHED,
  /** Nobody who is trusted has registered it: only the database says so. */
  CLAIMED,
  /** Nobody is trusted, so that nothing in the journal could be checked. */
  NOT_CHECKED
}
