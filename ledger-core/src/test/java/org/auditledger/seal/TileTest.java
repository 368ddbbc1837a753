package org.auditledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

class TileTest {

  /** The size that C2SP's text takes as its example. */
  private static final int SIZE = 70_000;

  private static final byte[] LEAVES = leaves(SIZE);

  @Test
  void a_tree_of_70000_has_the_tiles_that_the_specification_counts() {
    Map<TileId, Tile> tiles = new HashMap<>();
    TileEdge edge = build(TileEdge.EMPTY, SIZE, tiles).edge();

    assertThat(tiles.keySet().stream().filter(id -> id.level() == 0)).hasSize(273);
    assertThat(tiles.keySet().stream().filter(id -> id.level() == 1)).hasSize(1);
    assertThat(tiles).hasSize(274);
    assertThat(edge.levels().stream().map(List::size)).containsExactly(112, 17, 1);
    assertThat(TileId.fullAt(0, SIZE)).isEqualTo(273);
    assertThat(TileId.fullAt(1, SIZE)).isEqualTo(1);
    assertThat(TileId.fullAt(2, SIZE)).isZero();
    assertThat(TileId.fullAt(7, Long.MAX_VALUE)).isZero();
    tiles.forEach((id, tile) -> assertThat(tile.id()).isEqualTo(id));
  }

  @Test
  void tiles_hold_the_hashes_that_their_place_says() {
    Map<TileId, Tile> tiles = new HashMap<>();
    TileEdge edge = build(TileEdge.EMPTY, SIZE, tiles).edge();

    assertThat(tiles.get(new TileId(0, 100)).hash(7)).isEqualTo(leaf(100 * 256 + 7));
    assertThat(tiles.get(new TileId(0, 0)).hash(0)).isEqualTo(leaf(0));
    Digest above = root(77 * 256, 78 * 256);
    assertThat(tiles.get(new TileId(0, 77)).root()).isEqualTo(above);
    assertThat(tiles.get(new TileId(1, 0)).hash(77)).isEqualTo(above);
    assertThat(edge.levels().get(2)).containsExactly(tiles.get(new TileId(1, 0)).root());
    assertThat(edge.root()).isEqualTo(root(0, SIZE));
  }

  @Test
  void a_stored_tree_may_have_no_leaves() {
    StoredTree none =
        new StoredTree(
            0,
            List.of(),
            id -> {
              throw new IllegalArgumentException("there is no " + id);
            });
    assertThat(Proofs.consistency(none, 0, 0).path()).isEmpty();
  }

  @Test
  void every_size_around_a_boundary_has_the_root_of_its_leaves() {
    TileBuilder builder = new TileBuilder(TileEdge.EMPTY, tile -> {});
    for (int size = 1; size <= SIZE; size++) {
      builder.append(LEAVES, (size - 1) * Digest.LENGTH);
      if (size < 4 || (size % 256 < 2 && size < 1500) || Math.abs(size - 65_536) < 2) {
        assertThat(builder.edge().root()).as("size %d", size).isEqualTo(root(0, size));
      }
    }
  }

  @Test
  void a_tree_resumes_from_its_full_tiles_and_the_leaves_after_them() {
    Map<TileId, Tile> whole = new HashMap<>();
    TileBuilder atOnce = build(TileEdge.EMPTY, SIZE, whole);

    for (int size : new int[] {0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 66_000, SIZE}) {
      Map<TileId, Tile> tiles = new HashMap<>();
      TileEdge kept = build(TileEdge.EMPTY, size, tiles).edge();
      List<Digest> last = IntStream.range(size / 256 * 256, size).mapToObj(TileTest::leaf).toList();

      assertThat(TileEdge.of(size, tiles::get, last)).as("size %d", size).isEqualTo(kept);
      assertThat(build(kept, SIZE, tiles).edge()).isEqualTo(atOnce.edge());
      assertThat(tiles).isEqualTo(whole);
    }
  }

  @Test
  void parts_built_in_parallel_are_the_tree_built_at_once() throws Exception {
    Map<TileId, Tile> atOnce = new HashMap<>();
    TileEdge expected = build(TileEdge.EMPTY, SIZE, atOnce).edge();

    for (int part : new int[] {256, 65_536}) {
      Map<TileId, Tile> tiles = new HashMap<>();
      TileBuilder whole = new TileBuilder(TileEdge.EMPTY, tile -> put(tiles, tile));
      for (Built built : inParallel(part)) {
        built.tiles().forEach(tile -> put(tiles, tile));
        whole.append(built.edge());
      }
      assertThat(whole.edge()).isEqualTo(expected);
      assertThat(tiles).isEqualTo(atOnce);
    }
  }

  @Test
  void a_part_ends_before_it_would_share_a_tile_with_leaves_before_it() {
    TileBuilder part = new TileBuilder(TileEdge.at(512), tile -> {});
    for (int i = 0; i < 256; i++) {
      part.append(LEAVES, i * Digest.LENGTH);
    }
    assertThat(part.edge().levels().stream().map(List::size)).containsExactly(0, 1);
    assertThatThrownBy(() -> part.append(LEAVES, 0)).hasMessageContaining("768");
    assertThatThrownBy(() -> new TileBuilder(TileEdge.EMPTY, tile -> {}).append(part.edge()))
        .hasMessageContaining("does not follow");
    TileBuilder odd = new TileBuilder(TileEdge.at(7), tile -> {});
    odd.append(LEAVES, 0);
    assertThatThrownBy(() -> odd.append(LEAVES, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void proofs_from_tiles_are_proofs_from_leaves() {
    Map<TileId, Tile> tiles = new HashMap<>();
    TileEdge edge = build(TileEdge.EMPTY, SIZE, tiles).edge();
    TiledTree tiled = new TiledTree(edge, tiles::get);
    LeafHashes flat = new LeafHashes(IntStream.range(0, SIZE).mapToObj(TileTest::leaf).toList());

    for (int size : new int[] {1, 255, 257, 65_535, 65_537, 69_999, SIZE}) {
      assertThat(Proofs.root(tiled, size)).isEqualTo(Proofs.root(flat, size));
      for (int at : new int[] {0, 1, 254, 256, 40_000, 65_535, 65_536, 69_888, 69_998}) {
        if (at < size) {
          assertThat(Proofs.inclusion(tiled, at, size)).isEqualTo(Proofs.inclusion(flat, at, size));
          assertThat(Proofs.consistency(tiled, at, size))
              .isEqualTo(Proofs.consistency(flat, at, size));
        }
      }
    }
  }

  @Test
  void a_proof_asks_for_no_more_tiles_than_it_needs() {
    Map<TileId, Tile> tiles = new HashMap<>();
    TileEdge unused = build(TileEdge.EMPTY, SIZE, tiles).edge();
    LeafHashes flat = new LeafHashes(IntStream.range(0, SIZE).mapToObj(TileTest::leaf).toList());

    for (int size : new int[] {1, 255, 256, 257, 511, 65_535, 65_536, 65_537, 69_888, SIZE}) {
      List<Digest> last = IntStream.range(size / 256 * 256, size).mapToObj(TileTest::leaf).toList();
      Set<TileId> asked = new TreeSet<>(Comparator.comparing(TileId::toString));
      StoredTree stored =
          new StoredTree(
              size,
              last,
              id -> {
                asked.add(id);
                return Objects.requireNonNull(tiles.get(id));
              });
      for (int at : new int[] {0, 1, 254, 255, 256, 40_000, 65_535, 65_536, 69_887, 69_999}) {
        asked.clear();
        if (at < size) {
          assertThat(Proofs.inclusion(stored, at, size))
              .isEqualTo(Proofs.inclusion(flat, at, size));
          assertThat(asked).allMatch(id -> id.index() < TileId.fullAt(id.level(), size));
          // The entry's own tile and the one above, and of the right edge what has no tile yet.
          assertThat(asked).as("%d of %d", at, size).hasSizeLessThanOrEqualTo(2 + size / 256 % 256);
        }
      }
      asked.clear();
      assertThat(Proofs.root(stored, size)).isEqualTo(Proofs.root(flat, size));
    }
    assertThatThrownBy(() -> new StoredTree(257, List.of(), tiles::get))
        .hasMessageContaining("257 leaves has not 0");
  }

  @Test
  void a_tile_is_its_bytes_in_its_place() {
    Map<TileId, Tile> tiles = new HashMap<>();
    build(TileEdge.EMPTY, 256, tiles);
    Tile tile = tiles.get(new TileId(0, 0));
    byte[] bytes = tile.toBytes();

    assertThat(Tile.of(tile.id(), bytes)).isEqualTo(tile).hasSameHashCodeAs(tile);
    assertThat(Tile.of(new TileId(0, 1), bytes)).isNotEqualTo(tile);
    bytes[8191] ^= 1;
    assertThat(Tile.of(tile.id(), bytes)).isNotEqualTo(tile);
    assertThat(Tile.of(tile.id(), bytes).root()).isNotEqualTo(tile.root());
    assertThat(tile.toBytes()).isNotEqualTo(bytes);
    assertThatThrownBy(() -> Tile.of(tile.id(), new byte[8191])).hasMessageContaining("8191");
    assertThatThrownBy(() -> tile.hash(256)).hasMessageContaining("256");
    assertThatThrownBy(() -> new TileId(8, 0)).hasMessageContaining("level 8");
    assertThatThrownBy(() -> new TileId(0, -1)).hasMessageContaining("-1");
  }

  @Test
  void an_edge_has_as_many_hashes_as_its_size_has_digits() {
    List<Digest> one = List.of(Digest.ZERO);
    assertThatThrownBy(() -> new TileEdge(0, 2, List.of(one)))
        .hasMessageContaining("do not leave 1 at level 0");
    assertThatThrownBy(() -> new TileEdge(0, 256, List.of(one)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TileEdge(256, 513, List.of(one, one)))
        .hasMessageContaining("share a tile");
    assertThatThrownBy(() -> new TileEdge(0, 257, List.of(one)))
        .hasMessageContaining("do not leave 0 at level 1");
    assertThatThrownBy(() -> new TileEdge(0, 1, Collections.nCopies(9, one)))
        .hasMessageContaining("9 levels");
    assertThat(new TileEdge(0, 1, List.of(one, List.of(), List.of())))
        .isEqualTo(new TileEdge(0, 1, List.of(one)));
    assertThatThrownBy(() -> new TiledTree(TileEdge.at(256), id -> null))
        .hasMessageContaining("256");
  }

  private record Built(TileEdge edge, List<Tile> tiles) {}

  private static List<Built> inParallel(int part) throws Exception {
    List<Callable<Built>> work = new ArrayList<>();
    for (int begin = 0; begin < SIZE; begin += part) {
      int from = begin;
      work.add(
          () -> {
            List<Tile> tiles = new ArrayList<>();
            TileBuilder builder = new TileBuilder(TileEdge.at(from), tiles::add);
            for (int i = from; i < Math.min(SIZE, from + part); i++) {
              builder.append(LEAVES, i * Digest.LENGTH);
            }
            return new Built(builder.edge(), tiles);
          });
    }
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      List<Built> built = new ArrayList<>();
      for (Future<Built> future : workers.invokeAll(work)) {
        built.add(future.get());
      }
      return built;
    } finally {
      workers.shutdown();
    }
  }

  private static TileBuilder build(TileEdge from, int to, Map<TileId, Tile> tiles) {
    TileBuilder builder = new TileBuilder(from, tile -> put(tiles, tile));
    for (int i = (int) from.end(); i < to; i++) {
      builder.append(LEAVES, i * Digest.LENGTH);
    }
    assertThat(builder.end()).isEqualTo(to);
    return builder;
  }

  private static void put(Map<TileId, Tile> tiles, Tile tile) {
    assertThat(tiles.put(tile.id(), tile)).as("handed out twice: %s", tile).isNull();
  }

  private static Digest root(int from, int to) {
    return Rfc6962.root(IntStream.range(from, to).mapToObj(TileTest::leaf).toList());
  }

  private static Digest leaf(int index) {
    return Digest.read(LEAVES, index * Digest.LENGTH);
  }

  private static byte[] leaves(int count) {
    TreeHasher hasher = new TreeHasher();
    byte[] hashes = new byte[count * Digest.LENGTH];
    for (int i = 0; i < count; i++) {
      byte[] leaf = {(byte) i, (byte) (i >> 8), (byte) (i >> 16)};
      hasher.leaf(leaf, 0, leaf.length, hashes, i * Digest.LENGTH);
    }
    return hashes;
  }
}
