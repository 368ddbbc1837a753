package org.auditledger.audit;

import java.util.function.Consumer;
import org.auditledger.journal.JournalEntry;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Sees what an audit reads, as it is read: so what it makes of it is about the same state. */
public interface Onlooker {

  /** Nobody looks on. */
  Onlooker NONE =
      new Onlooker() {
        @Override
        public void statement(JournalEntry statement) {}

        @Override
        public Consumer<RowView> entries(RowLayout layout) {
          return row -> {};
        }

        @Override
        public void entriesAgain() {}
      };

  /** A statement of the journal, in their order, as it was judged. */
  void statement(JournalEntry statement);

  /**
   * Somebody begins to read entries, each of which is shown to what is returned. Several may read
   * at the same time.
   */
  Consumer<RowView> entries(RowLayout layout);

  /** The entries that were shown are forgotten: all of them are read again, sorted. */
  void entriesAgain();
}
