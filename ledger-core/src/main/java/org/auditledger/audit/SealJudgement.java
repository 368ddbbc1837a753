package org.auditledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeSet;
import org.auditledger.checkpoint.Expected;
import org.auditledger.checkpoint.SealedDifference;
import org.auditledger.checkpoint.TileAudit;
import org.auditledger.entry.Digest;
import org.auditledger.seal.TileId;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/** Holds the entries against what was sealed of them, and kept outside. */
final class SealJudgement {

  /** Looks for the first entry that is not what its tile says. */
  interface Search {
    Optional<SealedDifference> first(long last);
  }

  private final List<Expected> expected;
  private final Search search;
  private final List<Finding> findings = new ArrayList<>();

  SealJudgement(List<Expected> expected, Search search) {
    this.expected = expected;
    this.search = search;
  }

  /** The sizes at which the root of the entries has to be known. */
  static NavigableSet<Long> sizes(List<Expected> expected) {
    NavigableSet<Long> sizes = new TreeSet<>();
    for (Expected one : expected) {
      sizes.add(one.size());
      sizes.add(inTiles(one.size()));
    }
    return sizes;
  }

  private static long inTiles(long size) {
    return size - size % TileId.WIDTH;
  }

  /**
   * Judges.
   *
   * @param last the number of the last entry that there is
   * @param roots of the entries at the sizes, as far as they have one
   */
  List<Finding> judge(long last, SortedMap<Long, Digest> roots, Optional<TileAudit> tiles) {
    boolean sealBroken = false;
    for (Expected one : expected) {
      if (!one.byAnchor()) {
        sealBroken = judgeSeal(one, last, roots, tiles);
      }
    }
    for (Expected one : expected) {
      if (one.byAnchor()) {
        judgeAnchor(one, last, roots, sealBroken);
      }
    }
    return findings;
  }

  private boolean judgeSeal(
      Expected seal, long last, SortedMap<Long, Digest> roots, Optional<TileAudit> tiles) {
    tiles.flatMap(TileAudit::finding).ifPresent(findings::add);
    if (last < seal.size()) {
      add(
          FindingCode.SEALED_ENTRIES_GONE,
          "entries " + (last + 1) + " to " + seal.size() + " were sealed and are gone");
      return true;
    }
    Digest root = roots.get(seal.size());
    boolean tilesDiffer =
        tiles.isPresent()
            && tiles.get().root().isPresent()
            && !tiles.get().root().equals(Optional.ofNullable(roots.get(tiles.get().leaves())));
    if (root == null) {
      add(
          FindingCode.SEAL_BROKEN,
          "of the "
              + seal.size()
              + " entries that were sealed some are missing, or not as they were");
      return true;
    }
    if (root.equals(seal.root())) {
      if (tilesDiffer) {
        String tile =
            search
                .first(tiles.get().leaves())
                .map(found -> "tile 0/" + (found.sequence() - 1) / TileId.WIDTH)
                .orElse("a tile");
        add(FindingCode.TILE_CHANGED, tile + " is not what the entries come to, which are sealed");
      }
      return false;
    }
    Optional<SealedDifference> first =
        tilesDiffer ? search.first(tiles.get().leaves()) : Optional.empty();
    findings.add(first.map(SealJudgement::changed).orElseGet(() -> broken(seal, root)));
    return true;
  }

  private static Finding changed(SealedDifference first) {
    return new Finding(
        FindingCode.SEALED_ENTRY_CHANGED,
        OptionalLong.of(first.sequence()),
        "",
        "its leaf is " + first.leaf() + ", and " + first.stored() + " was sealed");
  }

  private static Finding broken(Expected seal, Digest root) {
    return Finding.ofLedger(
        FindingCode.SEAL_BROKEN,
        "the first "
            + seal.size()
            + " entries come to the root "
            + root
            + ", and "
            + seal.root()
            + " was sealed");
  }

  private void judgeAnchor(
      Expected anchor, long last, SortedMap<Long, Digest> roots, boolean sealBroken) {
    Digest root = roots.get(anchor.size());
    if (last < anchor.size()) {
      add(
          FindingCode.ROLLED_BACK,
          "the anchor is of " + anchor.size() + " entries, and here are " + last);
    } else if (root == null || !root.equals(anchor.root())) {
      add(
          sealBroken ? FindingCode.SEAL_BROKEN : FindingCode.FORKED,
          "the first " + anchor.size() + " entries are not those that the anchor is of");
    }
  }

  private void add(FindingCode code, String detail) {
    findings.add(Finding.ofLedger(code, detail));
  }
}
