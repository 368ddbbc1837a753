package org.auditledger.migrate;

import java.util.List;
import java.util.Optional;
import org.auditledger.journal.Actor;
import org.auditledger.journal.MigrationReceipt;

/**
 * A migration as the journal has it.
 *
 * @param position of its statement
 * @param at when, as the statement says it
 * @param reverted whether it was taken back, and not applied
 * @param signedBy the verifier keys whose signatures were checked; none when nobody trusts any
 */
public record RecordedMigration(
    long position,
    String at,
    Actor actor,
    boolean reverted,
    MigrationReceipt receipt,
    List<String> signedBy) {

  public RecordedMigration {
    signedBy = List.copyOf(signedBy);
  }

  Optional<Version> version() {
    return Version.parse(receipt.script().version());
  }
}
