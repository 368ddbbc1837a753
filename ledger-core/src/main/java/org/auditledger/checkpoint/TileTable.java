package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.SqlText;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileId;

/** The table of full tiles, as one transaction sees those of one log. */
final class TileTable {

  private final Connection connection;
  private final Origin origin;
  private final Attempt attempt;

  TileTable(Connection connection, Origin origin, Attempt attempt) {
    this.connection = connection;
    this.origin = origin;
    this.attempt = attempt;
  }

  /**
   * A tile that must be there. Whether it is the right one shows in the root it leads to.
   *
   * @throws HistoryBrokenException when there is none
   */
  Tile get(TileId id) {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(TileTable.class, "find_tile"))) {
      name(query, id);
      try (ResultSet row = query.executeQuery()) {
        byte[] hashes = row.next() ? row.getBytes(1) : null;
        if (hashes == null || hashes.length != Tile.LENGTH) {
          throw broken(id, hashes == null ? "is not stored" : "has another length than a tile");
        }
        return Tile.of(id, hashes);
      }
    } catch (SQLException e) {
      throw DatabaseException.of("reading tiles", e);
    }
  }

  /** Stores tiles, and reads them back: one that is stored already must be the same. */
  void store(List<Tile> tiles) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlText.of(TileTable.class, "insert_tile"))) {
      for (Tile tile : tiles) {
        name(insert, tile.id());
        insert.setBytes(4, tile.toBytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    for (Tile tile : tiles) {
      if (!get(tile.id()).equals(tile)) {
        throw broken(tile.id(), "is not what the entries come to");
      }
    }
  }

  private void name(PreparedStatement statement, TileId id) throws SQLException {
    statement.setString(1, origin.toString());
    statement.setInt(2, id.level());
    statement.setLong(3, id.index());
  }

  private HistoryBrokenException broken(TileId id, String how) {
    return attempt.broken(
        "tile " + id.level() + "/" + id.index() + " " + how,
        "a tile is never changed once it is stored, so somebody did who owns the database",
        "verify the ledger against an anchor, and compare it with a backup");
  }
}
