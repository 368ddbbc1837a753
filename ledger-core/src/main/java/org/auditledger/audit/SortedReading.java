package org.auditledger.audit;

import java.sql.SQLException;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.LeafConsumer;

/**
 * Reads a table whose rows lie in no order that was ever appended in: the server sorts them, and
 * they are judged one after the other. That takes longer, and says exactly what is wrong.
 */
final class SortedReading implements LeafConsumer {

  private final NavigableSet<Long> sizes;
  private final CompactRangeBuilder leaves = new CompactRangeBuilder(0);
  private final SortedMap<Long, Digest> roots = new TreeMap<>();

  SortedReading(NavigableSet<Long> sizes) {
    this.sizes = sizes;
    if (sizes.contains(0L)) {
      roots.put(0L, TreeHasher.EMPTY_ROOT);
    }
  }

  static HeapAccount read(
      Session session,
      RowLayout layout,
      TrustedKeys trusted,
      NavigableSet<Long> sizes,
      Consumer<RowView> looks)
      throws SQLException {
    SortedReading roots = new SortedReading(sizes);
    EntryChecks checks = new EntryChecks(layout, trusted, roots);
    read(LedgerTable.read(session, layout), checks, looks);
    return roots.account(checks);
  }

  /** What the rows come to that these checks have taken, and handed their leaves to this. */
  HeapAccount account(EntryChecks checks) {
    return new HeapAccount(checks.account(), roots);
  }

  /** Reads to the end, and shows each row. */
  static void read(CopyReader reader, EntryChecks checks, Consumer<RowView> looks) {
    try (reader) {
      RowView row = new RowView(reader.layout());
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        while (batch.next(row)) {
          looks.accept(row);
          checks.accept(row);
        }
      }
    }
  }

  @Override
  public void leaf(long sequence, byte[] hash, int offset) {
    // A row that is there twice, or has no place, stands beside the log; after a gap there is no
    // root.
    if (sequence == leaves.end() + 1) {
      leaves.append(hash, offset);
      if (sizes.contains(sequence)) {
        roots.put(sequence, leaves.build().root());
      }
    }
  }
}
