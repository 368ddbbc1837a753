package org.auditledger.migrate;

/** How it is shown that a migration has changed no entry. */
public enum Proof {
  /** By where rows lie and what the transaction wrote: at once, whatever the size. */
  STRUCTURAL,
  /** By that, and by the seal over every row before and after, while writers wait. */
  SEALED
}
