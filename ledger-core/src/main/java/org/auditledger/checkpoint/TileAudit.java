package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.SqlText;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileBuilder;
import org.auditledger.seal.TileEdge;
import org.auditledger.seal.TileId;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * The stored tiles of a log, judged by themselves: each that has to be there is, and those of the
 * upper levels follow from those below. Whether they are those of the entries shows in the root.
 *
 * @param leaves how many leaves are in the tiles
 * @param root of these leaves; none when a finding says why
 */
public record TileAudit(long leaves, Optional<Digest> root, Optional<Finding> finding) {

  /** A few at a time: each has eight kilobytes. */
  private static final int FETCH_SIZE = 64;

  /** Stands out of the way of the stream of leaves when a tile is not what it has to be. */
  private static final class ChangedTile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedTile(TileId id, String how) {
      super("tile " + id.level() + "/" + id.index() + " " + how, null, false, false);
    }
  }

  /** Reads all tiles of a log that was sealed at this size, in somebody's transaction. */
  public static TileAudit read(Connection transaction, Origin origin, long size)
      throws SQLException {
    long full = TileId.fullAt(0, size);
    try {
      TileTable upper = new TileTable(transaction, origin, Attempt.LOOK);
      TileBuilder builder = new TileBuilder(TileEdge.EMPTY, tile -> requireSame(upper, tile));
      feed(transaction, origin, full, builder);
      return new TileAudit(
          full * TileId.WIDTH, Optional.of(builder.edge().root()), Optional.empty());
    } catch (ChangedTile e) {
      return new TileAudit(
          full * TileId.WIDTH,
          Optional.empty(),
          Optional.of(Finding.ofLedger(FindingCode.TILE_CHANGED, String.valueOf(e.getMessage()))));
    }
  }

  private static void feed(Connection transaction, Origin origin, long full, TileBuilder builder)
      throws SQLException {
    try (PreparedStatement query =
        transaction.prepareStatement(SqlText.of(TileAudit.class, "read_tiles"))) {
      query.setFetchSize(FETCH_SIZE);
      query.setString(1, origin.toString());
      long next = 0;
      try (ResultSet rows = query.executeQuery()) {
        while (next < full && rows.next()) {
          TileId id = new TileId(0, next);
          if (rows.getLong(1) != next) {
            break;
          }
          byte[] hashes = rows.getBytes(2);
          if (hashes == null || hashes.length != Tile.LENGTH) {
            throw new ChangedTile(id, "has another length than a tile");
          }
          for (int i = 0; i < TileId.WIDTH; i++) {
            builder.append(hashes, i * Digest.LENGTH);
          }
          next++;
        }
      }
      if (next < full) {
        throw new ChangedTile(new TileId(0, next), "is not stored");
      }
    }
  }

  private static void requireSame(TileTable upper, Tile tile) {
    if (tile.id().level() == 0) {
      return;
    }
    Tile stored;
    try {
      stored = upper.get(tile.id());
    } catch (HistoryBrokenException e) {
      throw new ChangedTile(tile.id(), "is not stored, or is no tile");
    }
    for (int i = 0; i < TileId.WIDTH; i++) {
      if (!stored.hash(i).equals(tile.hash(i))) {
        long below = tile.id().index() * TileId.WIDTH + i;
        throw new ChangedTile(
            new TileId(tile.id().level() - 1, below),
            "is not the one that the tile above it was made of");
      }
    }
  }
}
