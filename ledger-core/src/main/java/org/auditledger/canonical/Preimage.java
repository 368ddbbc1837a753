package org.auditledger.canonical;

/** What came of looking for the JSON that was hashed before jsonb changed its numbers. */
public enum Preimage {
  /** One has the expected digest: the stored value is what was hashed. */
  FOUND,
  /** All were tried and none has it: the value, or the digest, is not what was stored at first. */
  NONE,
  /** There are more than were tried, and none of these has it: nothing is known. */
  NOT_EXHAUSTED,
  /** The text is not one JSON value as jsonb prints it, so that no database holds it. */
  NOT_JSONB
}
