package org.auditledger.audit;

import java.util.Optional;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;

/**
 * What a ledger is to be checked by, and how much of it.
 *
 * @param trusted whom to believe
 * @param anchor what somebody has kept outside
 * @param scope which entries are read
 * @param secondOpinion whether the database judges the chain, too
 * @param jobs how many read and judge entries at the same time
 */
public record AuditRequest(
    TrustedKeys trusted, Optional<Anchor> anchor, Scope scope, boolean secondOpinion, int jobs) {

  /** Which entries are read. */
  public sealed interface Scope {

    /** All that there are. */
    record Whole() implements Scope {}

    /** Those that came after the anchor; those before it only have to be what it is of. */
    record New() implements Scope {}

    /** These, as far as they are there. */
    record Part(long first, long last) implements Scope {
      public Part {
        if (first < 1 || last < first) {
          throw new IllegalArgumentException("no entries: " + first + " to " + last);
        }
      }
    }
  }

  /** Each has a session with the server, which has not many more to give. */
  public static final int MOST_JOBS = 256;

  public AuditRequest {
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw new IllegalArgumentException("1 to " + MOST_JOBS + " jobs, not " + jobs);
    }
    if (secondOpinion && !(scope instanceof Scope.Whole)) {
      throw new IllegalArgumentException("the database judges all entries, or none");
    }
    if (scope instanceof Scope.New && anchor.isEmpty()) {
      throw new IllegalArgumentException("what is new is what came after an anchor");
    }
  }

  /** All of a ledger. */
  public static AuditRequest ofWhole(TrustedKeys trusted, Optional<Anchor> anchor, int jobs) {
    return new AuditRequest(trusted, anchor, new Scope.Whole(), false, jobs);
  }
}
