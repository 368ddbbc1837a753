package org.auditledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

class TreeTest {

  private static final List<String> CT_ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final List<Digest> LEAVES = Leaves.some(300);

  @Test
  void the_roots_of_the_certificate_transparency_leaves_are_the_published_ones() {
    for (int size = 0; size <= Leaves.CT.size(); size++) {
      Digest root = Digest.ofHex(CT_ROOTS.get(size));
      assertThat(Leaves.range(Leaves.CT, 0, size).root()).isEqualTo(root);
      assertThat(Proofs.root(new LeafHashes(Leaves.CT), size)).isEqualTo(root);
    }
  }

  @Test
  void a_leaf_is_hashed_apart_from_a_node() {
    TreeHasher hasher = new TreeHasher();
    byte[] bytes = "0123456789".getBytes(StandardCharsets.US_ASCII);
    byte[] out = new byte[40];
    hasher.leaf(bytes, 2, 3, out, 5);
    assertThat(Digest.read(out, 5))
        .isEqualTo(Rfc6962.leafHash("234".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(hasher.leaf("234".getBytes(StandardCharsets.US_ASCII)));

    byte[] pair = new byte[64];
    LEAVES.get(0).write(pair, 0);
    LEAVES.get(1).write(pair, 32);
    assertThat(hasher.node(LEAVES.get(0), LEAVES.get(1)))
        .isEqualTo(Rfc6962.root(LEAVES.subList(0, 2)))
        .isNotEqualTo(hasher.leaf(pair));
  }

  @Test
  void every_root_up_to_300_leaves_is_the_one_of_the_definition() {
    CompactRangeBuilder growing = new CompactRangeBuilder(0);
    byte[] hash = new byte[40];
    for (int size = 0; size <= LEAVES.size(); size++) {
      Digest root = Rfc6962.root(LEAVES.subList(0, size));
      assertThat(growing.build().root()).as("size %d", size).isEqualTo(root);
      assertThat(Proofs.root(new LeafHashes(LEAVES), size)).isEqualTo(root);
      if (size < LEAVES.size()) {
        LEAVES.get(size).write(hash, 8);
        growing.append(hash, 8);
      }
    }
  }

  @Property(tries = 500)
  void neighbours_combine_in_any_order_into_what_one_pass_builds(
      @ForAll @IntRange(max = 299) int begin, @ForAll Random random) {
    int end = begin + random.nextInt(300 - begin + 1);
    List<CompactRange> parts = new ArrayList<>();
    int at = begin;
    while (at < end) {
      int next = at + random.nextInt(end - at + 1);
      parts.add(Leaves.range(LEAVES, at, next));
      at = next;
    }
    parts.add(new CompactRange(end, end, List.of()));
    while (parts.size() > 1) {
      int left = random.nextInt(parts.size() - 1);
      parts.set(left, parts.get(left).combine(parts.remove(left + 1)));
    }

    assertThat(parts.get(0)).isEqualTo(Leaves.range(LEAVES, begin, end));
    assertThat(Leaves.range(LEAVES, 0, begin).combine(parts.get(0)).root())
        .isEqualTo(Rfc6962.root(LEAVES.subList(0, end)));
  }

  @Test
  void the_last_leaves_of_the_largest_tree_have_their_place() {
    long begin = Long.MAX_VALUE - 3;
    CompactRangeBuilder builder = new CompactRangeBuilder(begin);
    LEAVES.subList(0, 3).forEach(builder::append);

    CompactRange range = builder.build();
    assertThat(range.end()).isEqualTo(Long.MAX_VALUE);
    assertThat(range.hashes())
        .containsExactly(new TreeHasher().node(LEAVES.get(0), LEAVES.get(1)), LEAVES.get(2));
    assertThatThrownBy(() -> builder.append(LEAVES.get(3))).isInstanceOf(ArithmeticException.class);
  }

  /** A part of a log, and a log that has just not grown together, have most subtrees. */
  @Test
  void a_range_may_have_more_subtrees_than_any_small_one() {
    CompactRange part = new CompactRange(1, (1 << 18) - 1, LEAVES.subList(0, 34));
    assertThat(new CompactRangeBuilder(part).build()).isEqualTo(part);
    CompactRange log = new CompactRange(0, (1 << 17) - 2, LEAVES.subList(0, 16));
    byte[] leaf = LEAVES.get(16).toBytes();
    CompactRangeBuilder builder = new CompactRangeBuilder(log);
    builder.append(leaf, 0);
    assertThat(builder.end()).isEqualTo((1 << 17) - 1);
    assertThat(builder.build().hashes()).isEqualTo(LEAVES.subList(0, 17));
  }

  @Test
  void a_subtree_is_no_higher_than_a_tree_can_be() {
    CompactRangeBuilder half = new CompactRangeBuilder(0).appendSubtree(62, LEAVES.get(0));
    assertThat(half.end()).isEqualTo(1L << 62);
    for (int height : new int[] {-1, 63}) {
      assertThatThrownBy(() -> new CompactRangeBuilder(0).appendSubtree(height, LEAVES.get(0)))
          .hasMessageContaining("height " + height);
    }
  }

  @Test
  void ranges_that_are_no_neighbours_do_not_combine() {
    CompactRange three = Leaves.range(LEAVES, 0, 3);
    assertThatThrownBy(() -> three.combine(Leaves.range(LEAVES, 4, 6)))
        .hasMessageContaining("begins at 4")
        .hasMessageContaining("ends at 3");
    assertThatThrownBy(() -> three.combine(Leaves.range(LEAVES, 2, 6)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Leaves.range(LEAVES, 4, 6).root()).hasMessageContaining("begins at 4");
    assertThatThrownBy(() -> new CompactRange(0, 3, LEAVES.subList(0, 3)))
        .hasMessageContaining("2 subtrees, not 3");
    assertThatThrownBy(() -> new CompactRangeBuilder(3).appendSubtree(1, LEAVES.get(0)))
        .hasMessageContaining("height 1");
  }
}
