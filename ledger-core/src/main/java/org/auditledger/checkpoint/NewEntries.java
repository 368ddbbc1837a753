package org.auditledger.checkpoint;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.entry.Digest;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.postgres.Session;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileId;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * The entries that came after an anchor, judged, and those before it shown to be what it is of by
 * the stored tiles: which costs what is new, and not what there is. Entries are looked up by the
 * index; one that it hides is a gap, unless it is at the end.
 *
 * @param first the number of the first entry that was read: the last ones before the anchor's end
 *     are in no full tile, and one more shows that rows and tiles belong together
 * @param roots of the entries at the sizes that were asked for
 * @param findings what is wrong with the old entries or with tiles
 */
public record NewEntries(
    long first, EntriesAccount entries, SortedMap<Long, Digest> roots, List<Finding> findings) {

  /** Between two pieces the tiles that have become full are let go. */
  private static final long PIECE = 1 << 16;

  public NewEntries {
    roots = Collections.unmodifiableSortedMap(new TreeMap<>(roots));
    findings = List.copyOf(findings);
  }

  /**
   * Reads them in the session's transaction.
   *
   * @param anchor what the entries up to it have to come to
   * @param last the number of the last entry
   * @param sealed up to which entry full tiles have to be stored
   * @param sizes of the log at which its root is asked for
   */
  public static NewEntries read(
      Session session,
      TrustedKeys trusted,
      Origin origin,
      Expected anchor,
      long last,
      long sealed,
      NavigableSet<Long> sizes)
      throws SQLException {
    TileTable tiles = new TileTable(session.connection(), origin, Attempt.VERIFY);
    EntriesTree tree = new EntriesTree(tiles, new EntriesSealed(anchor.size(), anchor.root()));
    EntriesReading reading = EntriesReading.into(tree, session, trusted);
    SortedMap<Long, Digest> roots = new TreeMap<>();
    List<Finding> findings = new ArrayList<>();
    try {
      if (anchor.size() > 0) {
        reading.read(tree.first(), Math.min(anchor.size(), last));
      }
      if (last >= anchor.size()) {
        grow(tree, tiles, reading, anchor.size(), last, sealed, sizes, roots);
      }
    } catch (HistoryBrokenException e) {
      findings.add(Finding.ofLedger(code(roots), e.explanation().why()));
    }
    return new NewEntries(tree.first(), reading.account(), roots, findings);
  }

  private static void grow(
      EntriesTree tree,
      TileTable tiles,
      EntriesReading reading,
      long anchored,
      long last,
      long sealed,
      NavigableSet<Long> sizes,
      SortedMap<Long, Digest> roots)
      throws SQLException {
    roots.put(anchored, tree.resumedRoot());
    NavigableSet<Long> stops = new TreeSet<>(sizes.subSet(anchored, false, last, true));
    stops.add(last);
    long done = anchored;
    for (long stop : stops) {
      while (done < stop) {
        long next = Math.min(done + PIECE, stop);
        reading.read(done + 1, next);
        for (Tile tile : tree.takeFull()) {
          requireStored(tiles, tile, sealed);
        }
        done = next;
      }
      roots.put(stop, tree.grown().root());
    }
  }

  private static void requireStored(TileTable tiles, Tile tile, long sealed) {
    TileId id = tile.id();
    if (id.index() < TileId.fullAt(id.level(), sealed) && !tiles.get(id).equals(tile)) {
      throw Attempt.VERIFY.broken(
          "tile " + id.level() + "/" + id.index(),
          "tile " + id.level() + "/" + id.index() + " is not what the entries come to",
          "");
    }
  }

  /** Before the anchor's root was reached it is the old entries; after it, a new tile. */
  private static FindingCode code(SortedMap<Long, Digest> roots) {
    return roots.isEmpty() ? FindingCode.FORKED : FindingCode.TILE_CHANGED;
  }
}
