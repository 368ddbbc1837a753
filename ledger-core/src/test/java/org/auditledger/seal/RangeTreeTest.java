package org.auditledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

  @Test
  void ranges_that_do_not_meet_are_no_tree_and_a_single_leaf_of_them_is_not_known() {
    assertThatThrownBy(() -> new RangeTree(List.of(leaves(0, 2), leaves(3, 4))))
        .isInstanceOf(IllegalArgumentException.class);
    RangeTree tree = new RangeTree(List.of(leaves(0, 2)));
    assertThatThrownBy(() -> tree.hash(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static CompactRange leaves(int begin, int end) {
    CompactRangeBuilder range = new CompactRangeBuilder(begin);
    for (int leaf = begin; leaf < end; leaf++) {
      range.append(Digest.sha256(new byte[] {(byte) leaf}));
    }
    return range.build();
  }
}
