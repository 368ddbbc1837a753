package org.auditledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

class RangeTreeTest {

  @Test
  void ranges_prove_that_the_tree_at_one_end_goes_on_from_the_tree_at_the_other() {
    for (int size = 0; size <= 40; size++) {
      for (int newSize = size; newSize <= 40; newSize++) {
        CompactRange before = leaves(0, size);
        CompactRange all = leaves(0, newSize);
        RangeTree tree = new RangeTree(List.of(before, leaves(size, newSize)));
        ConsistencyProof proof = Proofs.consistency(tree, size, newSize);
        assertThat(proof.check(before.root(), all.root()))
            .as("%s to %s", size, newSize)
            .isEqualTo(new ProofOutcome.Proven(all.root()));
      }
    }
  }

  /** A subtree that such a proof names may reach over where two ranges meet. */
  @Test
  void so_they_do_where_they_meet_at_more_sizes_between() {
    for (int newSize = 3; newSize <= 24; newSize++) {
      SubtreeHashes whole = new LeafHashes(hashes(newSize));
      for (int size = 1; size < newSize; size++) {
        for (int between = size; between <= newSize; between++) {
          RangeTree tree =
              new RangeTree(
                  List.of(leaves(0, size), leaves(size, between), leaves(between, newSize)));
          assertThat(Proofs.consistency(tree, size, newSize))
              .as("%s to %s over %s", size, newSize, between)
              .isEqualTo(Proofs.consistency(whole, size, newSize));
        }
      }
    }
  }

  @Test
  void ranges_that_do_not_meet_are_no_tree_and_a_single_leaf_of_them_is_not_known() {
    assertThatThrownBy(() -> new RangeTree(List.of(leaves(0, 2), leaves(3, 4))))
        .isInstanceOf(IllegalArgumentException.class);
    RangeTree tree = new RangeTree(List.of(leaves(0, 2)));
    assertThatThrownBy(() -> tree.hash(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static CompactRange leaves(int begin, int end) {
    CompactRangeBuilder range = new CompactRangeBuilder(begin);
    hashes(end).subList(begin, end).forEach(range::append);
    return range.build();
  }

  private static List<Digest> hashes(int count) {
    return IntStream.range(0, count)
        .mapToObj(leaf -> Digest.sha256(new byte[] {(byte) leaf}))
        .toList();
  }
}
