package org.auditledger.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.entry.Digest;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.postgres.Explanation;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileBuilder;
import org.auditledger.seal.TileEdge;
import org.auditledger.seal.TileId;
import org.auditledger.seal.TiledTree;
import org.auditledger.verify.LeafConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries' tree, taken up where it was sealed last, and grown. Of what was sealed it takes the
 * leaves that are in no full tile, and one before them: that one shows that rows and tiles belong
 * together, and is what the next entry links to.
 */
final class EntriesTree implements LeafConsumer {

  private final TileTable tiles;
  private final EntriesSealed sealed;

  /** Of the entries from the first one that is read to the last one that was sealed. */
  private final List<Digest> sealedLeaves = new ArrayList<>();

  private final List<Tile> full = new ArrayList<>();
  private @Nullable TileBuilder builder;

  EntriesTree(TileTable tiles, EntriesSealed sealed) {
    this.tiles = tiles;
    this.sealed = sealed;
  }

  /** The number of the first entry that has to be read. */
  long first() {
    return Math.max(1, inTiles());
  }

  private long inTiles() {
    return sealed.size() - sealed.size() % TileId.WIDTH;
  }

  @Override
  public void leaf(long sequence, byte[] hash, int offset) {
    if (builder != null) {
      // What comes out of its turn is a finding, and then nothing is sealed.
      if (sequence == builder.end() + 1) {
        builder.append(hash, offset);
      }
    } else if (sequence == first() + sealedLeaves.size()) {
      sealedLeaves.add(Digest.read(hash, offset));
    }
  }

  /**
   * All sealed entries from the first one on were read: this is the tree that they were sealed in.
   *
   * @throws HistoryBrokenException when it is not
   */
  TiledTree resume() {
    long expected = sealed.size() == 0 ? 0 : sealed.size() - first() + 1;
    if (sealedLeaves.size() != expected) {
      throw broken("entry " + (first() + sealedLeaves.size()) + " is missing, or is none any more");
    }
    List<Digest> last = sealedLeaves;
    if (inTiles() > 0) {
      Tile tile = tiles.get(new TileId(0, inTiles() / TileId.WIDTH - 1));
      if (!tile.hash(TileId.WIDTH - 1).equals(sealedLeaves.get(0))) {
        throw broken("entry " + inTiles() + " is not the one in tile 0/" + tile.id().index());
      }
      last = sealedLeaves.subList(1, sealedLeaves.size());
    }
    TileEdge edge = TileEdge.of(sealed.size(), tiles::get, last);
    if (!edge.root().equals(sealed.root())) {
      throw broken("tiles and entries come to the root " + edge.root() + ", not " + sealed.root());
    }
    builder = new TileBuilder(edge, full::add);
    return new TiledTree(edge, tiles::get);
  }

  /** Takes it up, and says to which root it came. */
  Digest resumedRoot() {
    TiledTree unused = resume();
    return sealed.root();
  }

  /** The tiles that became full since this was asked last. */
  List<Tile> takeFull() {
    List<Tile> taken = List.copyOf(full);
    full.clear();
    return taken;
  }

  /** What there is now, to be sealed. */
  EntriesSealed grown() {
    TileEdge edge = Objects.requireNonNull(builder).edge();
    return new EntriesSealed(edge.end(), edge.root());
  }

  private HistoryBrokenException broken(String why) {
    return new HistoryBrokenException(
        new Explanation(
            "nothing was sealed: the "
                + sealed.size()
                + " entries that were sealed last are not what they were",
            why,
            "find out who changed them; compare the ledger with a backup; do not append"));
  }
}
