package org.auditledger.migrate;

import org.auditledger.schema.LedgerObjects;

/**
 * Where a set's migrations are recorded, and what they are about.
 *
 * @param history the table that Flyway keeps for the set, in {@link #SCHEMA}
 * @param objects what the set makes
 */
record SetHome(String history, LedgerObjects objects) {

  /** The schema of the ledger's own history. */
  static final String SCHEMA = "audit_ledger";

  static final SetHome CONTROL = new SetHome("control_history", LedgerObjects.CONTROL);
  static final SetHome LEDGER = new SetHome("ledger_history", LedgerObjects.LEDGER);

  static SetHome of(MigrationSet set) {
    return switch (set.name()) {
      case MigrationSet.CONTROL -> CONTROL;
      case MigrationSet.LEDGER -> LEDGER;
      default -> throw new IllegalArgumentException("there is no place for a set " + set.name());
    };
  }
}
