package org.auditledger.migrate;

import org.auditledger.journal.MigrationReceipt;

/**
 * A migration that was applied or taken back in this run.
 *
 * @param lockMilliseconds how long its locks were waited for
 * @param statementMilliseconds how long its script took
 * @param grade of the evidence that no entry changed
 * @param position of its receipt in the journal
 */
public record RecordedStep(
    String set,
    String version,
    String description,
    long lockMilliseconds,
    long statementMilliseconds,
    String grade,
    long position) {

  static RecordedStep of(StepResult result) {
    MigrationReceipt receipt = result.receipt();
    return new RecordedStep(
        receipt.script().set(),
        receipt.script().version(),
        receipt.script().description(),
        receipt.lockMilliseconds(),
        receipt.statementMilliseconds(),
        receipt.evidence().text("grade"),
        result.position());
  }
}
