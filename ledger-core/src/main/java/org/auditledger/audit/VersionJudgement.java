package org.auditledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.auditledger.chain.Noted;
import org.auditledger.journal.LedgerAdopted.Run;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.auditledger.verify.VersionRun;

/**
 * Holds the values of {@code schema_version} against the journal: no leaf covers them, as a column
 * default supplies them for old rows.
 */
final class VersionJudgement {

  private VersionJudgement() {}

  /** One finding for each stretch of entries with a wrong value. */
  static Noted<Finding> judge(Noted<VersionRun> found, List<Run> expected) {
    List<Finding> findings = new ArrayList<>();
    for (VersionRun run : found.first()) {
      for (Run expectation : expected) {
        long first = Math.max(run.first(), expectation.first());
        long last = Math.min(run.last(), expectation.last());
        if (first <= last && !expectation.value().equals(run.value())) {
          findings.add(finding(first, last, run, expectation));
        }
      }
    }
    return new Noted<>(findings.subList(0, Math.min(findings.size(), Noted.KEPT)), findings.size());
  }

  private static Finding finding(long first, long last, VersionRun run, Run expectation) {
    String found = run.value() == null ? "null" : '"' + run.value() + '"';
    return new Finding(
        FindingCode.SCHEMA_VERSION_WRONG,
        OptionalLong.of(first),
        "schema_version",
        "schema_version is "
            + found
            + (last > first ? " up to entry " + last : "")
            + ", and the journal says \""
            + expectation.value()
            + '"');
  }
}
