package org.auditledger.checkpoint;

import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.postgres.Explanation;

/** What somebody is about when the same things can be in the way. */
enum Attempt {
  SEAL("nothing was sealed"),
  PROVE("nothing was proven"),
  LOOK("what is sealed cannot be said"),
  EXPORT("no anchor was written"),
  VERIFY("the ledger was not verified"),
  RESTORE("nothing was restored");

  private final String outcome;

  Attempt(String outcome) {
    this.outcome = outcome;
  }

  /** What it comes to when something is in the way. */
  String outcome() {
    return outcome;
  }

  HistoryBrokenException broken(String what, String why, String next) {
    return new HistoryBrokenException(new Explanation(outcome + ": " + what, why, next));
  }

  SealException refused(Trouble trouble, String what, String why, String next) {
    return new SealException(trouble, outcome + ": " + what, why, next);
  }

  SealException noLedger(String why) {
    return refused(
        Trouble.NOT_A_LEDGER,
        "this is no ledger, or not one yet",
        why,
        "check the connection string; to make or adopt a ledger: audit-ledger migrate upgrade");
  }

  SealException noEntries() {
    return noLedger("there is no table public.ledger_entries that can be read as a ledger's");
  }
}
