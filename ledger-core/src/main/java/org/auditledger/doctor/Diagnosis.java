package org.auditledger.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.LedgerName;

/**
 * What endangers a ledger, and what could not be looked at.
 *
 * @param ledger its name, once its history has begun
 * @param at when that was, by this machine's clock
 * @param subjects each of {@link Subject}, in its order
 */
public record Diagnosis(Optional<LedgerName> ledger, Instant at, List<SubjectReport> subjects) {

  public Diagnosis {
    subjects = List.copyOf(subjects);
    if (!subjects.stream().map(SubjectReport::subject).toList().equals(List.of(Subject.values()))) {
      throw new IllegalArgumentException("of each subject something is said, in their order");
    }
  }
}
