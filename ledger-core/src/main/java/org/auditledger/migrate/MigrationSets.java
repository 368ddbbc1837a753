package org.auditledger.migrate;

/**
 * The sets that make a ledger, in the order in which they are applied.
 *
 * @param control the ledger's own history, and what else it needs of its own
 * @param ledger the ledger
 */
public record MigrationSets(MigrationSet control, MigrationSet ledger) {

  public MigrationSets {
    if (!control.name().equals(MigrationSet.CONTROL)
        || !ledger.name().equals(MigrationSet.LEDGER)) {
      throw new IllegalArgumentException(
          "no sets of a ledger: " + control.name() + ", " + ledger.name());
    }
  }

  /** Those that this program brings along. */
  public static MigrationSets released() {
    return new MigrationSets(MigrationSet.control(), MigrationSet.ledger());
  }
}
