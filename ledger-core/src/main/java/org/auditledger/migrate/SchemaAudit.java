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
    Optional<RecordedMigration> added =
        journal.migrations().stream()
            .filter(done -> done.receipt().script().set().equals(MigrationSet.LEDGER))
            .filter(done -> done.receipt().script().version().equals(VERSION))
            .reduce((earlier, later) -> later);
    List<LedgerAdopted.Run> runs = new ArrayList<>();
    if (added.isPresent()) {
      // Once it is taken back there is no such column.
      if (!added.get().reverted()) {
        addRuns(runs, List.of(), added.get().receipt().head().sequence());
      }
    } else if (journal.adopted().filter(found -> !found.runs().isEmpty()).isPresent()) {
      LedgerAdopted found = journal.adopted().get();
      addRuns(runs, found.runs(), found.head().sequence());
    }
    return runs;
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
