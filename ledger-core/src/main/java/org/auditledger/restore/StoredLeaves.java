package org.auditledger.restore;

import java.sql.SQLException;
import java.util.Arrays;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.verify.EntryLeaves;
import org.jspecify.annotations.Nullable;

/** The leaves of the entries that a table has, in their order, read while others are compared. */
final class StoredLeaves implements AutoCloseable {

  private final CopyReader reader;
  private final RowView row;
  private final EntryLeaves leaves;
  private final long count;
  private final byte[] leaf = new byte[Digest.LENGTH];
  private long sequence;
  private @Nullable RowBatch batch;

  /**
   * @param session of its own, as this reads while others write
   * @param count how many entries there are
   */
  StoredLeaves(Session session, RowLayout layout, long count) throws SQLException {
    this.count = count;
    this.row = new RowView(layout);
    this.leaves =
        new EntryLeaves(
            layout,
            (number, hash, offset) -> {
              sequence = number;
              System.arraycopy(hash, offset, leaf, 0, Digest.LENGTH);
            });
    this.reader = LedgerTable.read(session, layout);
  }

  long count() {
    return count;
  }

  /**
   * The leaf of the next entry, which has to have this number.
   *
   * @return zeros when it is not there, or has no leaf: no leaf is that
   */
  byte[] next(long number) {
    sequence = 0;
    Arrays.fill(leaf, (byte) 0);
    while (batch == null || !batch.next(row)) {
      batch = reader.next();
      if (batch == null) {
        return leaf;
      }
    }
    var unused = leaves.accept(row);
    if (sequence != number) {
      Arrays.fill(leaf, (byte) 0);
    }
    return leaf;
  }

  @Override
  public void close() {
    reader.close();
  }
}
