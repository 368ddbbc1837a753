package org.auditledger.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.Explanation;
import org.auditledger.signature.TrustedKeys;

/**
 * Follows the journal from one transaction to the next and reads each statement once, although the
 * last transaction may have been rolled back since, with the statements that it wrote.
 */
final class JournalFollower {

  /** Up to what is known to have committed. */
  private JournalReader settled;

  /** Up to what was there at the last call, be it rolled back since or not. */
  private JournalReader latest;

  JournalFollower(TrustedKeys trusted) {
    settled = new JournalReader(trusted);
    latest = settled.fork();
  }

  /** The journal as this transaction sees it; the caller goes on with it as he likes. */
  JournalReader follow(Connection transaction) throws SQLException {
    if (!follow(transaction, latest) && !follow(transaction, settled)) {
      throw new HistoryBrokenException(
          new Explanation(
              "statement " + settled.head().position() + " of the journal has changed or gone",
              "it was committed, and was read here before",
              "append nothing; compare the journal with a backup or an anchor"));
    }
    return latest.fork();
  }

  private boolean follow(Connection transaction, JournalReader known) throws SQLException {
    Reading reading = new Reading(known.fork());
    JournalTable.forEach(transaction, known.head().position(), reading);
    if (!reading.resumed) {
      return false;
    }
    latest = reading.reader;
    if (reading.allSettled) {
      settled = latest.fork();
    }
    return true;
  }

  private final class Reading implements Consumer<StoredNote> {

    private final JournalReader reader;
    private boolean resumed;
    private boolean allSettled = true;

    Reading(JournalReader reader) {
      this.reader = reader;
      resumed = reader.head().position() == 0;
    }

    @Override
    public void accept(StoredNote row) {
      boolean isNew = resumed;
      resumed = resumed || reader.stopsAt(row.position(), row.note());
      if (!resumed) {
        return;
      }
      if (allSettled && !row.settled()) {
        allSettled = false;
        settled = isNew ? reader.fork() : settled;
      }
      if (isNew) {
        reader.accept(row.position(), row.note());
      }
    }
  }
}
