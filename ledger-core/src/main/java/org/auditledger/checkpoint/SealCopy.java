package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.entry.LedgerName;
import org.auditledger.postgres.SqlText;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Tile;

/**
 * Puts back what a ledger was sealed with, from elsewhere: its checkpoints as they were signed, and
 * the tiles that its entries come to. Whether they are right is for an audit to say.
 */
public final class SealCopy {

  private final Connection transaction;
  private final TileTable tiles;

  /**
   * @param transaction whose owner commits it
   */
  public SealCopy(Connection transaction, LedgerName ledger) {
    this.transaction = transaction;
    this.tiles =
        new TileTable(transaction, new Origin(ledger, Origin.Log.ENTRIES), Attempt.RESTORE);
  }

  /** Stores a checkpoint's note, if it is not there yet. */
  public void checkpoint(String origin, long size, String note) throws SQLException {
    try (PreparedStatement insert =
        transaction.prepareStatement(SqlText.of(SealCopy.class, "insert_checkpoint"))) {
      insert.setString(1, origin);
      insert.setLong(2, size);
      insert.setString(3, note);
      insert.executeUpdate();
    }
  }

  /**
   * Stores full tiles of the entries log; one that is there already must be the same.
   *
   * @throws org.auditledger.control.HistoryBrokenException when another one is there
   */
  public void tiles(List<Tile> full) throws SQLException {
    tiles.store(full);
  }
}
