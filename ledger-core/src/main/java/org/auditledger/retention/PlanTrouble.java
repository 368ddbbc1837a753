package org.auditledger.retention;

/**
 * Something that a plan cannot put right and an operator has to know.
 *
 * @param object the partition that it is about, or would be
 * @param sentence for a person
 */
public record PlanTrouble(Kind kind, String object, String sentence) {

  /** What is wrong. */
  public enum Kind {
    /** Records of a time that is near have no partition. */
    GAP,
    /** A partition is not made, as it would meet another one. */
    OVERLAP,
    /** A partition is not made, as another table has its name. */
    NAME_TAKEN,
    /** Nothing can be detached. */
    BLOCKED,
    /** A table was detached, and must not go. */
    LEFT_BEHIND,
    /** The journal has a partition that the database has not. */
    MISSING
  }
}
