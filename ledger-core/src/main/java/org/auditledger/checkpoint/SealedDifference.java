package org.auditledger.checkpoint;

import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileId;
import org.auditledger.verify.EntryLeaves;
import org.auditledger.verify.LeafConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The first entry that is not what its tile says. For a ledger of which that is known: it reads
 * again what was read before.
 *
 * @param sequence the entry's number
 * @param leaf what it comes to
 * @param stored what the tile has in its place
 */
public record SealedDifference(long sequence, Digest leaf, Digest stored) {

  /** Takes the leaves, and stops listening at the first one that is another. */
  private static final class Comparison implements LeafConsumer {
    private final TileTable tiles;
    private @Nullable Tile tile;
    private @Nullable SealedDifference found;

    Comparison(TileTable tiles) {
      this.tiles = tiles;
    }

    @Override
    public void leaf(long sequence, byte[] hash, int offset) {
      if (found != null) {
        return;
      }
      TileId id = new TileId(0, (sequence - 1) / TileId.WIDTH);
      if (tile == null || !tile.id().equals(id)) {
        tile = tiles.get(id);
      }
      Digest leaf = Digest.read(hash, offset);
      Digest stored = tile.hash((int) ((sequence - 1) % TileId.WIDTH));
      if (!leaf.equals(stored)) {
        found = new SealedDifference(sequence, leaf, stored);
      }
    }
  }

  /**
   * Looks for it among the entries that are in full tiles.
   *
   * @param rows reads the entries
   * @param tiles reads the tiles meanwhile, in the same snapshot
   * @param last the last entry that is in a full tile
   */
  public static Optional<SealedDifference> find(
      Session rows, Session tiles, RowLayout layout, Origin origin, long last) throws SQLException {
    if (last == 0) {
      return Optional.empty();
    }
    Comparison comparison =
        new Comparison(new TileTable(tiles.connection(), origin, Attempt.VERIFY));
    EntryLeaves leaves = new EntryLeaves(layout, comparison);
    RowView row = new RowView(layout);
    try (CopyReader reader = LedgerTable.read(rows, layout, 1, last)) {
      for (RowBatch batch = reader.next();
          batch != null && comparison.found == null;
          batch = reader.next()) {
        while (batch.next(row)) {
          leaves.accept(row);
        }
      }
    }
    return Optional.ofNullable(comparison.found);
  }
}
