package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.LedgerAdopted;
import org.auditledger.signature.TrustedKeys;

/**
 * A ledger's schema, judged in somebody's transaction.
 *
 * @param verification against what its history says
 * @param versions what {@code schema_version} has to be in which entries, up to the last one that
 *     there can be; nothing where the journal does not say
 * @param partitions the buffer's, against their receipts
 */
public record SchemaAudit(
    Verification verification, List<LedgerAdopted.Run> versions, PartitionAudit partitions) {

  private static final String BEFORE = "0.1.0";
  private static final String AFTER = "0.2.0";

  /** The migration that adds the column. */
  private static final String VERSION = "2";

  private static final String COLUMN = "column schema_version of ledger_entries";

  public SchemaAudit {
    versions = List.copyOf(versions);
  }

  /** Looks at it. */
  public static SchemaAudit read(Connection transaction, MigrationSets sets, TrustedKeys trusted)
      throws SQLException {
    Situation situation = Situation.read(transaction, trusted);
    Verification verification =
        new Verifying(transaction, sets, situation, trusted.noteKeys().isEmpty()).run();
    return new SchemaAudit(
        verification, versions(situation.journal()), PartitionAudit.read(transaction, situation));
  }

  static List<LedgerAdopted.Run> versions(MigrationJournal journal) {
    List<RecordedMigration> ofColumn =
        journal.migrations().stream()
            .filter(done -> done.receipt().script().set().equals(MigrationSet.LEDGER))
            .filter(done -> done.receipt().script().version().equals(VERSION))
            .toList();
    List<LedgerAdopted.Run> runs = new ArrayList<>();
    boolean everRemoved = ofColumn.stream().anyMatch(RecordedMigration::reverted);
    Optional<LedgerAdopted> found = journal.adopted().filter(SchemaAudit::hadColumn);
    if (found.isPresent() && !everRemoved) {
      // Applied over a column that is there, the migration leaves it as it is.
      addRuns(runs, found.get().runs(), found.get().head().sequence());
    } else if (!ofColumn.isEmpty()) {
      RecordedMigration last = ofColumn.get(ofColumn.size() - 1);
      // Once it is taken back there is no such column.
      if (!last.reverted()) {
        addRuns(runs, List.of(), last.receipt().head().sequence());
      }
    }
    return runs;
  }

  private static boolean hadColumn(LedgerAdopted adopted) {
    return !adopted.runs().isEmpty()
        || KnownStates.named(adopted.state())
            .filter(state -> state.structure().objects().containsKey(COLUMN))
            .isPresent();
  }

  private static void addRuns(
      List<LedgerAdopted.Run> runs, List<LedgerAdopted.Run> found, long boundary) {
    if (!found.isEmpty()) {
      runs.addAll(found);
    } else if (boundary > 0) {
      runs.add(new LedgerAdopted.Run(1, boundary, BEFORE));
    }
    runs.add(new LedgerAdopted.Run(boundary + 1, Long.MAX_VALUE, AFTER));
  }
}
