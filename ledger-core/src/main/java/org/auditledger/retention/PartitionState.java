package org.auditledger.retention;

/** How far a partition is on its way out of the buffer. */
public enum PartitionState {
  /** It is attached, and nothing has begun. */
  ATTACHED,
  /** A run has said that it drops it, and it is attached still. */
  INTENDED,
  /** It was begun to be detached, and that has not come to its end. */
  DETACHING,
  /** It is a table of its own, and no statement says so. */
  LOOSE,
  /** It is a table of its own, as a statement says. */
  DETACHED;

  /** Whether records can be inserted into it. */
  public boolean isAttached() {
    return this == ATTACHED || this == INTENDED;
  }
}
