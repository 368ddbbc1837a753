package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.entry.Digest;
import org.auditledger.seal.CompactRange;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.junit.jupiter.api.Test;

/** Who only seals makes the leaves that whoever verifies will make. */
class EntryLeavesTest {

  private static final Entries SIX = Entries.ofEveryEra(2);

  /** What comes of making them, and what was handed out meanwhile. */
  private static final class Made {
    private final List<String> leaves = new ArrayList<>();
    private final List<FormOutcome> outcomes = new ArrayList<>();
    private final Optional<CompactRange> range;

    Made(Entries entries) {
      EntryLeaves made =
          new EntryLeaves(
              entries.layout(),
              (sequence, hash, at) -> leaves.add(sequence + " " + Digest.read(hash, at)));
      entries.forEach(row -> outcomes.add(made.accept(row)));
      range = made.leaves();
    }
  }

  @Test
  void they_are_those_that_are_verified() {
    List<String> verified = new ArrayList<>();
    EntryChecks checks =
        new EntryChecks(
            SIX.layout(),
            TrustedKeys.NONE,
            (sequence, hash, at) -> verified.add(sequence + " " + Digest.read(hash, at)));
    SIX.forEach(checks::accept);
    Made made = new Made(SIX);
    assertThat(made.leaves).isEqualTo(verified).hasSize(6).doesNotHaveDuplicates();
    assertThat(made.range).isEqualTo(checks.account().leaves()).isPresent();
    assertThat(made.outcomes).containsOnly(FormOutcome.WRITTEN);
  }

  @Test
  void a_row_without_a_number_has_none_and_ends_the_log() {
    Made made = new Made(six().set(6, "sequence_number", null));
    assertThat(made.leaves).isEqualTo(new Made(SIX).leaves.subList(0, 5));
    assertThat(made.range).isEmpty();
  }

  @Test
  void a_row_without_a_form_has_none_and_ends_the_log() {
    Made made = new Made(six().set(6, "created_at", Long.MAX_VALUE));
    assertThat(made.leaves).isEqualTo(new Made(SIX).leaves.subList(0, 5));
    assertThat(made.range).isEmpty();
    assertThat(made.outcomes.get(5)).isNotEqualTo(FormOutcome.WRITTEN);
  }

  @Test
  void a_row_out_of_its_place_has_one_and_ends_the_log() {
    Made made = new Made(six().set(6, "sequence_number", 7L));
    assertThat(made.leaves).hasSize(6);
    assertThat(made.leaves.get(5)).startsWith("7 ");
    assertThat(made.range).isEmpty();
  }

  private static Entries six() {
    return SIX.first(6);
  }
}
