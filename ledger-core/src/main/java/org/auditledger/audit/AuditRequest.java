package org.auditledger.audit;

import java.util.Optional;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;

/**
 * What a ledger is to be checked by.
 *
 * @param trusted whom to believe
 * @param anchor what somebody has kept outside
 * @param jobs how many read and judge entries at the same time
 */
public record AuditRequest(TrustedKeys trusted, Optional<Anchor> anchor, int jobs) {

  /** Each has a session with the server, which has not many more to give. */
  public static final int MOST_JOBS = 256;

  public AuditRequest {
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw new IllegalArgumentException("1 to " + MOST_JOBS + " jobs, not " + jobs);
    }
  }
}
