package org.auditledger.restore;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Kind;
import org.auditledger.restore.JournalFound.Mark;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.schema.Difference;

/**
 * Whether a ledger that is there can be an older moment of the one in the backup. Whether its
 * entries are the same shows when they are compared.
 */
record PrefixCheck(Surveyed backup, Target.Ledger target) {

  private static final int SHOWN = 3;

  private static final String EMPTY = "restore into an empty database, which is always possible";

  void require() {
    requireSameLedger();
    requireSameSchema();
    boolean journalGoesOn = requireJournal();
    boolean entriesGoOn = requireEntries();
    // One that was moved, as pg_upgrade does it, lacks nothing but the statement about that.
    if (!journalGoesOn && !entriesGoOn && !target.isMoved()) {
      throw refused(
          "the database has all that is in the backup",
          "nothing is missing there",
          "nothing to do");
    }
  }

  private void requireSameLedger() {
    Optional<LedgerName> there = target.journal().flatMap(found -> found.reader().ledger());
    if (there.isPresent() && !there.get().equals(backup.header().ledger())) {
      throw refused(
          "another ledger is there",
          "it is " + there.get() + ", and the backup is of " + backup.header().ledger(),
          EMPTY);
    }
    if (target.journal().isPresent() != backup.journal().isPresent()) {
      throw refused(
          "another ledger is there",
          target.journal().isPresent()
              ? "it has a journal, and the one in the backup has none"
              : "it has no journal, and the one in the backup has one",
          EMPTY);
    }
    if (target.journal().filter(found -> found.reader().defects().total() > 0).isPresent()) {
      throw new RestoreException(
          Trouble.HISTORY,
          "nothing was restored: the journal in the database is broken",
          target.journal().get().reader().defects().first().get(0).toString(),
          EMPTY);
    }
  }

  private void requireSameSchema() {
    List<Difference> differences =
        backup.header().ledgerSchema().structure().differencesTo(target.structure()).stream()
            .filter(difference -> !backup.mayDiffer(difference))
            .toList();
    if (!differences.isEmpty()) {
      throw refused(
          "the schema in the database is another",
          differences.stream()
              .limit(SHOWN)
              .map(Difference::sentence)
              .collect(Collectors.joining("; ")),
          EMPTY);
    }
    if (target.layout().isEmpty()) {
      throw refused("the entries in the database cannot be read", "some column is unknown", EMPTY);
    }
  }

  /** Returns whether the one in the backup goes on. */
  private boolean requireJournal() {
    List<Mark> there = target.journal().map(JournalFound::marks).orElse(List.of());
    List<Mark> ours = backup.journal().map(JournalFound::marks).orElse(List.of());
    for (int i = 0; i < Math.min(there.size(), ours.size()); i++) {
      if (!there.get(i).hash().equals(ours.get(i).hash())) {
        throw new RestoreException(
            Trouble.FORKED,
            "nothing was restored: the backup is of another history than the database",
            "statement " + (i + 1) + " of the journal is the first that differs",
            "find out which of them is the ledger: compare both with an anchor");
      }
    }
    if (there.size() > ours.size() && !isMovedSince(there, ours.size())) {
      throw refused(
          "the database has more than the backup",
          "its journal goes on after statement " + ours.size(),
          "what is there is kept; to look at the backup: audit-ledger drill FILE");
    }
    return there.size() < ours.size();
  }

  /** The backup that a ledger is moved with is the last thing that its journal speaks of. */
  private boolean isMovedSince(List<Mark> there, int size) {
    return target.isMoved()
        && target.entries() == backup.last().head().sequence()
        && there.size() == size + 1
        && there.get(size).kind().equals(Optional.of(Kind.BACKUP_TAKEN));
  }

  private boolean requireEntries() {
    long last = backup.last().head().sequence();
    if (target.entries() > last) {
      throw refused(
          "the database has more than the backup",
          "its entries go on after entry " + last,
          "what is there is kept; to look at the backup: audit-ledger drill FILE");
    }
    return target.entries() < last;
  }

  private static RestoreException refused(String what, String why, String next) {
    return new RestoreException(Trouble.REFUSED, "nothing was restored: " + what, why, next);
  }
}
