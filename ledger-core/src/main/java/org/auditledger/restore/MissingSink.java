package org.auditledger.restore;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.auditledger.checkpoint.SealCopy;
import org.auditledger.postgres.CopyFileSender;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.row.CopyFile;
import org.auditledger.row.CopyFileBuilder;
import org.auditledger.seal.Tile;

/** Entries that are there already must be the same; the others go in behind them. */
final class MissingSink implements EntriesSink {

  private static final int CAPACITY = 1 << 20;

  private final CopyFileSender sender;
  private final SealCopy seals;
  private final StoredLeaves stored;
  private final CopyFileBuilder missing = new CopyFileBuilder(CAPACITY);
  private long rows;

  MissingSink(CopyFileSender sender, SealCopy seals, StoredLeaves stored) {
    this.sender = sender;
    this.seals = seals;
    this.stored = stored;
  }

  @Override
  public void entry(long sequence, byte[] leaf, byte[] bytes, int begin, int end) {
    if (sequence > stored.count()) {
      missing.append(bytes, begin, end - begin);
      rows++;
    } else if (!Arrays.equals(leaf, stored.next(sequence))) {
      throw new RestoreException(
          Trouble.FORKED,
          "nothing was restored: the backup is of another history than the database",
          "entry " + sequence + " is the first that differs",
          "find out which of them is the ledger: compare both with an anchor");
    }
  }

  @Override
  public void file(CopyFile file, List<Tile> full) throws SQLException {
    if (rows > 0) {
      send();
    }
    seals.tiles(full);
  }

  private void send() {
    int size = missing.finish();
    long taken = sender.send(Arrays.copyOf(missing.buffer(), size));
    if (taken != rows) {
      throw new RestoreException(
          Trouble.REFUSED,
          "nothing was restored: of " + rows + " entries the table took " + taken,
          "a trigger on it swallowed the others",
          "look at the triggers of public.ledger_entries");
    }
    missing.clear();
    rows = 0;
  }
}
