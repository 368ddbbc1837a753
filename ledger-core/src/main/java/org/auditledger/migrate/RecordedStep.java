package org.auditledger.migrate;

import org.auditledger.journal.MigrationReceipt;

/**
 * A migration that was applied or taken back in this run.
 *
 * @param lockMilliseconds how long its locks were waited for
 * @param statementMilliseconds how long its script took
 * @param grade of the evidence that no entry changed
 */
public record RecordedStep(
    String set,
    String version,
    String description,
    long lockMilliseconds,
    long statementMilliseconds,
    String grade) {

  static RecordedStep of(MigrationReceipt receipt) {
    return new RecordedStep(
        receipt.script().set(),
        receipt.script().version(),
        receipt.script().description(),
        receipt.lockMilliseconds(),
        receipt.statementMilliseconds(),
        receipt.evidence().text("grade"));
  }
}
