package org.auditledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

class ProofTest {

  private static final Rfc6962 DEFINITION = new Rfc6962();
  private static final int MAX = 300;

  /** All pairs of sizes up to here: some are enough for who runs this a thousand times. */
  private static final int PAIRS = Integer.getInteger("auditledger.test.proofs", MAX);

  private static final List<Digest> LEAVES = Leaves.some(MAX);
  private static final LeafHashes TREE = new LeafHashes(LEAVES);
  private static final List<Digest> ROOTS = roots(LEAVES);

  /** Enough shapes: perfect trees, one more, one less, and ragged ones. */
  private static final List<Integer> SIZES = List.of(1, 2, 3, 7, 8, 9, 21, 64, 65, 255, 300);

  @Test
  void every_inclusion_proof_up_to_300_is_the_one_of_the_definition_and_holds() {
    for (int size = 1; size <= PAIRS; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = Proofs.inclusion(TREE, index, size);
        assertThat(proof.path())
            .as("%d in %d", index, size)
            .isEqualTo(DEFINITION.path(index, LEAVES.subList(0, size)));
        assertThat(proof.check(LEAVES.get(index), ROOTS.get(size)))
            .isEqualTo(new ProofOutcome.Proven(ROOTS.get(size)));
      }
    }
  }

  @Test
  void every_consistency_proof_up_to_300_is_the_one_of_the_definition_and_holds() {
    for (int newer = 1; newer <= PAIRS; newer++) {
      for (int older = 1; older <= newer; older++) {
        ConsistencyProof proof = Proofs.consistency(TREE, older, newer);
        assertThat(proof.path())
            .as("%d to %d", older, newer)
            .isEqualTo(DEFINITION.proof(older, LEAVES.subList(0, newer)));
        assertThat(proof.check(ROOTS.get(older), ROOTS.get(newer)))
            .isEqualTo(new ProofOutcome.Proven(ROOTS.get(newer)));
      }
    }
  }

  @Test
  void the_published_proofs_of_the_certificate_transparency_leaves_come_out() {
    LeafHashes tree = new LeafHashes(Leaves.CT);
    String b = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    String cd = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    String efgh = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    String e = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    String gh = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    String abcd = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    String ab = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    String a = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    String ef = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    String g = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";

    assertThat(Proofs.inclusion(tree, 0, 1).path()).isEmpty();
    assertThat(Proofs.inclusion(tree, 0, 8).path()).isEqualTo(hashes(b, cd, efgh));
    assertThat(Proofs.inclusion(tree, 5, 8).path()).isEqualTo(hashes(e, gh, abcd));
    assertThat(Proofs.inclusion(tree, 2, 3).path()).isEqualTo(hashes(ab));
    assertThat(Proofs.inclusion(tree, 1, 5).path()).isEqualTo(hashes(a, cd, e));
    assertThat(Proofs.consistency(tree, 1, 1).path()).isEmpty();
    assertThat(Proofs.consistency(tree, 1, 8).path()).isEqualTo(hashes(b, cd, efgh));
    assertThat(Proofs.consistency(tree, 6, 8).path()).isEqualTo(hashes(ef, gh, abcd));
    assertThat(Proofs.consistency(tree, 2, 5).path()).isEqualTo(hashes(cd, e));
    assertThat(Proofs.consistency(tree, 6, 7).path()).isEqualTo(hashes(ef, g, abcd));
  }

  @Test
  void an_inclusion_proof_with_anything_changed_in_it_is_refused() {
    for (int size : SIZES) {
      for (int index = 0; index < size; index += 1 + size / 9) {
        List<Digest> path = Proofs.inclusion(TREE, index, size).path();
        int at = index;
        eachDamage(
            path,
            (damaged, what) ->
                assertThat(
                        new InclusionProof(at, size, damaged)
                            .check(LEAVES.get(at), ROOTS.get(size)))
                    .as("%d in %d, %s", at, size, what)
                    .isInstanceOf(refusal(path, damaged)));
        eachBit(
            LEAVES.get(index),
            leaf ->
                assertThat(new InclusionProof(at, size, path).check(leaf, ROOTS.get(size)))
                    .isInstanceOf(ProofOutcome.RootDiffers.class));
        for (int other = 0; other < size; other++) {
          if (other != index) {
            assertThat(
                    new InclusionProof(other, size, path).check(LEAVES.get(index), ROOTS.get(size)))
                .as("leaf %d passed off as %d in %d", index, other, size)
                .isNotInstanceOf(ProofOutcome.Proven.class);
          }
        }
      }
    }
  }

  @Test
  void a_consistency_proof_with_anything_changed_in_it_is_refused() {
    for (int newer : SIZES) {
      for (int older = 1; older < newer; older += 1 + newer / 9) {
        List<Digest> path = Proofs.consistency(TREE, older, newer).path();
        int from = older;
        eachDamage(
            path,
            (damaged, what) ->
                assertThat(
                        new ConsistencyProof(from, newer, damaged)
                            .check(ROOTS.get(from), ROOTS.get(newer)))
                    .as("%d to %d, %s", from, newer, what)
                    .isInstanceOf(refusal(path, damaged)));
        ConsistencyProof proof = new ConsistencyProof(from, newer, path);
        eachBit(
            ROOTS.get(older),
            root ->
                assertThat(proof.check(root, ROOTS.get(newer)))
                    .isInstanceOf(ProofOutcome.RootDiffers.class));
        eachBit(
            ROOTS.get(newer),
            root ->
                assertThat(proof.check(ROOTS.get(from), root))
                    .isInstanceOf(ProofOutcome.RootDiffers.class));
      }
    }
  }

  @Test
  void a_tree_with_one_older_leaf_changed_is_consistent_with_nothing_before() {
    List<Digest> forged = new ArrayList<>(LEAVES.subList(0, 70));
    forged.set(20, LEAVES.get(99));
    LeafHashes tree = new LeafHashes(forged);
    Digest forgedRoot = Proofs.root(tree, 70);
    for (int older = 21; older < 70; older++) {
      assertThat(Proofs.consistency(tree, older, 70).check(ROOTS.get(older), forgedRoot))
          .isInstanceOf(ProofOutcome.RootDiffers.class);
    }
    assertThat(Proofs.consistency(tree, 20, 70).check(ROOTS.get(20), forgedRoot))
        .isInstanceOf(ProofOutcome.Proven.class);
  }

  @Test
  void the_outcome_shows_what_was_computed_and_what_was_expected() {
    assertThat(Proofs.inclusion(TREE, 3, 7).check(LEAVES.get(3), ROOTS.get(8)))
        .isEqualTo(new ProofOutcome.RootDiffers(7, ROOTS.get(7), ROOTS.get(8)));
    assertThat(Proofs.consistency(TREE, 3, 7).check(ROOTS.get(4), ROOTS.get(7)))
        .isEqualTo(new ProofOutcome.RootDiffers(3, ROOTS.get(3), ROOTS.get(4)));
    assertThat(Proofs.consistency(TREE, 3, 7).check(ROOTS.get(3), ROOTS.get(8)))
        .isEqualTo(new ProofOutcome.RootDiffers(7, ROOTS.get(7), ROOTS.get(8)));
    assertThat(new InclusionProof(3, 7, List.of()).check(LEAVES.get(3), ROOTS.get(7)))
        .isEqualTo(new ProofOutcome.WrongLength(0));
  }

  @Test
  void trees_of_one_size_are_consistent_when_they_are_equal_and_the_empty_one_begins_all() {
    assertThat(new ConsistencyProof(5, 5, List.of()).check(ROOTS.get(5), ROOTS.get(5)))
        .isEqualTo(new ProofOutcome.Proven(ROOTS.get(5)));
    assertThat(new ConsistencyProof(5, 5, List.of()).check(ROOTS.get(4), ROOTS.get(5)))
        .isInstanceOf(ProofOutcome.RootDiffers.class);
    assertThat(
            new ConsistencyProof(5, 5, hashes(ROOTS.get(5).hex()))
                .check(ROOTS.get(5), ROOTS.get(5)))
        .isEqualTo(new ProofOutcome.WrongLength(1));
    assertThat(Proofs.consistency(TREE, 0, 5).check(TreeHasher.EMPTY_ROOT, ROOTS.get(5)))
        .isEqualTo(new ProofOutcome.Proven(ROOTS.get(5)));
    assertThat(Proofs.consistency(TREE, 0, 5).check(ROOTS.get(1), ROOTS.get(5)))
        .isEqualTo(new ProofOutcome.RootDiffers(0, TreeHasher.EMPTY_ROOT, ROOTS.get(1)));
    assertThat(
            new ConsistencyProof(0, 5, List.of(ROOTS.get(1)))
                .check(TreeHasher.EMPTY_ROOT, ROOTS.get(5)))
        .isEqualTo(new ProofOutcome.WrongLength(1));
  }

  @Test
  void what_cannot_be_proven_is_refused() {
    assertThatThrownBy(() -> Proofs.inclusion(TREE, 5, 5)).hasMessageContaining("leaf 5");
    assertThatThrownBy(() -> Proofs.inclusion(TREE, -1, 5)).hasMessageContaining("leaf -1");
    assertThatThrownBy(() -> Proofs.inclusion(TREE, 0, 301)).hasMessageContaining("301");
    assertThatThrownBy(() -> Proofs.consistency(TREE, 0, 301)).hasMessageContaining("no 301");
    assertThatThrownBy(() -> Proofs.root(TREE, 301)).hasMessageContaining("no 301");
    assertThatThrownBy(() -> Proofs.root(TREE, -1)).hasMessageContaining("no -1");
    assertThatThrownBy(() -> Proofs.consistency(TREE, 6, 5)).hasMessageContaining("6");
    assertThatThrownBy(() -> Proofs.consistency(TREE, -1, 5)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new InclusionProof(0, 0, List.of())).hasMessageContaining("leaf 0");
    assertThatThrownBy(() -> new ConsistencyProof(2, 1, List.of())).hasMessageContaining("2");
  }

  @Test
  void proofs_of_the_largest_tree_are_climbed_without_overflow() {
    List<Digest> path = Collections.nCopies(63, LEAVES.get(0));
    assertThat(new InclusionProof(0, Long.MAX_VALUE, path).check(LEAVES.get(0), ROOTS.get(1)))
        .isInstanceOf(ProofOutcome.RootDiffers.class);
    assertThat(
            new InclusionProof(0, Long.MAX_VALUE, path.subList(1, 63))
                .check(LEAVES.get(0), ROOTS.get(1)))
        .isEqualTo(new ProofOutcome.WrongLength(62));
    SubtreeHashes largest =
        new SubtreeHashes() {
          @Override
          public long size() {
            return Long.MAX_VALUE;
          }

          @Override
          public Digest hash(int height, long index) {
            return LEAVES.get(height);
          }
        };
    for (long index : new long[] {0, 1L << 62, Long.MAX_VALUE - 1}) {
      InclusionProof proof = Proofs.inclusion(largest, index, Long.MAX_VALUE);
      assertThat(proof.check(LEAVES.get(0), ROOTS.get(1)))
          .isInstanceOf(ProofOutcome.RootDiffers.class);
      ConsistencyProof consistency = Proofs.consistency(largest, index + 1, Long.MAX_VALUE);
      assertThat(consistency.check(ROOTS.get(1), ROOTS.get(2)))
          .isInstanceOf(ProofOutcome.RootDiffers.class);
    }
  }

  /** A path between two sizes has one length, so that a wrong length is told from wrong hashes. */
  private static Class<? extends ProofOutcome> refusal(List<Digest> path, List<Digest> damaged) {
    return damaged.size() == path.size()
        ? ProofOutcome.RootDiffers.class
        : ProofOutcome.WrongLength.class;
  }

  /** Each bit flipped, each element dropped, doubled, swapped with the next, and one more added. */
  private static void eachDamage(List<Digest> path, BiConsumer<List<Digest>, String> check) {
    for (int i = 0; i < path.size(); i++) {
      int at = i;
      eachBit(
          path.get(i),
          flipped -> {
            List<Digest> damaged = new ArrayList<>(path);
            damaged.set(at, flipped);
            check.accept(damaged, "bit flipped in " + at);
          });
      List<Digest> dropped = new ArrayList<>(path);
      dropped.remove(i);
      check.accept(dropped, "dropped " + i);
      List<Digest> doubled = new ArrayList<>(path);
      doubled.add(i, path.get(i));
      check.accept(doubled, "doubled " + i);
      if (i + 1 < path.size()) {
        List<Digest> swapped = new ArrayList<>(path);
        Collections.swap(swapped, i, i + 1);
        check.accept(swapped, "swapped " + i);
      }
    }
    for (int i = 0; i <= path.size(); i++) {
      List<Digest> longer = new ArrayList<>(path);
      longer.add(i, LEAVES.get(0));
      check.accept(longer, "added at " + i);
    }
  }

  private static void eachBit(Digest digest, Consumer<Digest> check) {
    for (int bit = 0; bit < 256; bit++) {
      byte[] bytes = digest.toBytes();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      check.accept(Digest.of(bytes));
    }
  }

  private static List<Digest> roots(List<Digest> leaves) {
    List<Digest> roots = new ArrayList<>();
    for (int size = 0; size <= leaves.size(); size++) {
      roots.add(Rfc6962.root(leaves.subList(0, size)));
    }
    return roots;
  }

  private static List<Digest> hashes(String... hex) {
    return List.of(hex).stream().map(Digest::ofHex).toList();
  }
}
