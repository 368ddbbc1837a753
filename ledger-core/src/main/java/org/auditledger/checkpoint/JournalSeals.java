package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.auditledger.checkpoint.ListedSeal.Worth;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.VerifierKey;

/** Collects the last seals that a journal tells of, while it is read a second time. */
final class JournalSeals {

  /** A seal, and the journal that ends with the statement of it. */
  private record Told(ListedSeal seal, Digest journalRoot) {}

  private final JournalReader judged;
  private final int limit;
  private final TreeHasher hasher = new TreeHasher();
  private final CompactRangeBuilder leaves = new CompactRangeBuilder(0);
  private final Deque<Told> last = new ArrayDeque<>();
  private long total;
  private long counting;
  private long any;

  /**
   * @param judged the same journal to its end
   * @param limit how many seals to keep
   */
  JournalSeals(JournalReader judged, int limit) {
    this.judged = judged;
    this.limit = limit;
  }

  /** Takes the next statement. */
  void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null) {
      return;
    }
    leaves.append(hasher.leaf(statement.line()));
    Optional<EntriesSealed> sealed = SealedHistory.sealed(statement);
    if (sealed.isPresent() && !(entry.standing() instanceof Standing.Refused)) {
      take(statement, entry.standing(), sealed.get());
    }
  }

  private void take(Statement statement, Standing standing, EntriesSealed sealed) {
    List<VerifierKey> by =
        standing instanceof Standing.Signed signed ? signed.by() : List.<VerifierKey>of();
    Worth worth = worth(by, sealed);
    total++;
    any = sealed.size();
    counting = worth == Worth.COUNTS ? sealed.size() : counting;
    ListedSeal seal =
        new ListedSeal(statement.position(), statement.at(), sealed, by, worth, false);
    last.addFirst(new Told(seal, leaves.build().root()));
    if (last.size() > limit) {
      last.removeLast();
    }
  }

  private Worth worth(List<VerifierKey> by, EntriesSealed sealed) {
    if (by.isEmpty()) {
      return Worth.NOT_CHECKED;
    }
    return by.stream()
            .anyMatch(key -> StoredSeal.counts(judged, key, Origin.Log.ENTRIES, sealed.size()))
        ? Worth.COUNTS
        : Worth.RETIRED;
  }

  /** How many seals there are. */
  long total() {
    return total;
  }

  /** How many entries the last one covers: of those that count, or of all. */
  long sealed(boolean checked) {
    return checked ? counting : any;
  }

  /** The last ones, the newest first, each held against the checkpoints that are stored for it. */
  List<ListedSeal> list(Connection connection, LedgerName ledger) throws SQLException {
    List<ListedSeal> list = new ArrayList<>();
    for (Told told : last) {
      ListedSeal seal = told.seal();
      EntriesSealed entries = seal.entries();
      boolean stored =
          isStored(
                  connection,
                  new Checkpoint(
                      new Origin(ledger, Origin.Log.ENTRIES), entries.size(), entries.root()),
                  seal.worth())
              && isStored(
                  connection,
                  new Checkpoint(
                      new Origin(ledger, Origin.Log.JOURNAL), seal.position(), told.journalRoot()),
                  seal.worth());
      list.add(
          new ListedSeal(seal.position(), seal.at(), entries, seal.by(), seal.worth(), stored));
    }
    return list;
  }

  private boolean isStored(Connection connection, Checkpoint expected, Worth worth)
      throws SQLException {
    for (Parsed<SignedNote> stored :
        CheckpointTable.at(connection, expected.origin(), expected.size())) {
      if (stored instanceof Parsed.Value<SignedNote> note
          && note.value().text().equals(expected.text())
          && (worth == Worth.NOT_CHECKED
              || Checkpoint.verify(note.value(), judged.trusted())
                  instanceof NoteOutcome.Verified<Checkpoint>)) {
        return true;
      }
    }
    return false;
  }
}
