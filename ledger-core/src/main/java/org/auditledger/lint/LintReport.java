package org.auditledger.lint;

import java.util.List;

/**
 * What came out of reading a set.
 *
 * @param files how many were read
 * @param refusals the places that are refused, by file and line, at most {@link #MAX_REFUSALS}
 * @param refused how many there are in all
 */
public record LintReport(int files, List<Refusal> refusals, int refused) {

  /** More at once helps nobody. */
  public static final int MAX_REFUSALS = 1000;

  public LintReport {
    refusals = List.copyOf(refusals);
    if (refusals.size() != Math.min(refused, MAX_REFUSALS)) {
      throw new IllegalArgumentException(refused + " refusals, " + refusals.size() + " listed");
    }
  }

  /** Whether nothing is refused. */
  boolean isClean() {
    return refused == 0;
  }
}
