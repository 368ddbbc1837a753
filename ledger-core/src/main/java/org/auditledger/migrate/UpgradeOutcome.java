package org.auditledger.migrate;

import java.util.List;
import java.util.Optional;
import org.auditledger.entry.LedgerName;

/**
 * What a run has done.
 *
 * @param verifierKey the line that an auditor needs in order to check who signed
 * @param begun the kind of the journal's first statement, if this run has written it
 * @param steps the migrations, in order
 */
public record UpgradeOutcome(
    LedgerName ledger, String verifierKey, Optional<String> begun, List<RecordedStep> steps) {

  public UpgradeOutcome {
    steps = List.copyOf(steps);
  }
}
