package org.auditledger.migrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.entry.Digest;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.PartitionBound;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.migrate.Verification.Check;
import org.auditledger.migrate.Verification.Subject;
import org.auditledger.schema.Difference;
import org.auditledger.schema.SchemaDocument;

/**
 * A ledger's schema as a backup has it, held against the journal that is in the backup, too. What a
 * database keeps besides is not there: the histories of migrations, and what its function dropped.
 * Takes the journal first.
 */
public final class BackedUpSchema {

  private final MigrationSets sets;
  private final MigrationJournal journal = new MigrationJournal();
  private final BufferHistory buffer = new BufferHistory();
  private final List<Check> checks = new ArrayList<>();
  private final SortedMap<String, String> partitions = new TreeMap<>();

  /**
   * @param sets whose names the journal uses
   */
  public BackedUpSchema(MigrationSets sets) {
    this.sets = sets;
  }

  /** Takes the next statement. */
  public void accept(JournalEntry entry) {
    journal.accept(entry);
    buffer.accept(entry);
  }

  /** What the control set's objects were. */
  public void control(SchemaDocument structure, SchemaDocument posture) {
    compare(sets.control(), structure, posture);
  }

  /** What the ledger set's objects were. */
  public void ledger(SchemaDocument structure, SchemaDocument posture) {
    compare(sets.ledger(), structure, posture);
  }

  /**
   * A partition of the buffer that was attached.
   *
   * @param isDefault whether it took what no other did, and had no bounds
   */
  public void partition(
      String name, Optional<Instant> lower, Optional<Instant> upper, boolean isDefault) {
    partitions.put(name, isDefault ? "DEFAULT" : PartitionBound.text(lower, upper));
  }

  /** What came of it. */
  public SchemaAudit audit() {
    boolean founded = journal.first().isPresent();
    return new SchemaAudit(
        new Verification(checks),
        SchemaAudit.versions(journal),
        founded
            ? PartitionAudit.judge(buffer, partitions, Optional.empty())
            : PartitionAudit.NOTHING);
  }

  private void compare(MigrationSet set, SchemaDocument structure, SchemaDocument posture) {
    if (journal.first().isPresent()) {
      compare(Subject.STRUCTURE, set.name() + " structure", journal.structure(set), structure);
      compare(Subject.PROTECTION, set.name() + " protection", journal.posture(set), posture);
    }
  }

  private void compare(
      Subject subject, String name, Optional<Digest> recorded, SchemaDocument found) {
    checks.add(
        recorded.isEmpty()
            ? Check.notChecked(subject, name, "nothing was recorded that it could be compared with")
            : Check.of(subject, name, Trouble.DRIFT, differences(recorded.get(), found)));
  }

  /** The document that was recorded is not in a backup, but the program has those that it makes. */
  private static List<String> differences(Digest recorded, SchemaDocument found) {
    if (recorded.equals(found.digest())) {
      return List.of();
    }
    return KnownStates.of(recorded)
        .map(state -> state.structure().differencesTo(found))
        .map(all -> all.stream().map(Difference::sentence).toList())
        .orElseGet(
            () ->
                List.of("its digest is " + found.digest() + ", and " + recorded + " was recorded"));
  }
}
