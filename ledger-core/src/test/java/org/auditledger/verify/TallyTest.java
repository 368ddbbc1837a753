package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.auditledger.verify.Unchecked.Reason;
import org.junit.jupiter.api.Test;

/** What is not checked is counted, and the first entry that it concerns is named. */
class TallyTest {

  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void the_first_entry_is_the_one_with_the_least_number_whichever_came_first() {
    Tally tally = new Tally();
    tally.add(Reason.UNKNOWN_KEY, "a", NONE);
    tally.add(Reason.UNKNOWN_KEY, "a", OptionalLong.of(9));
    tally.add(Reason.UNKNOWN_KEY, "a", OptionalLong.of(4));
    tally.add(Reason.UNKNOWN_KEY, "a", OptionalLong.of(7));
    tally.add(Reason.UNKNOWN_KEY, "a", NONE);
    assertThat(tally.build()).containsExactly(unknown("a", 5, OptionalLong.of(4)));
  }

  @Test
  void they_are_named_by_that_entry_and_without_one_last() {
    Tally tally = new Tally();
    tally.add(Reason.UNKNOWN_KEY, "none", NONE);
    tally.add(Reason.UNKNOWN_KEY, "late", OptionalLong.of(9));
    tally.add(Reason.TOO_MANY_PREIMAGES, "early", OptionalLong.of(2));
    tally.add(Reason.UNKNOWN_KEY, "early", OptionalLong.of(2));
    tally.add(Reason.UNKNOWN_KEY, "earlier", OptionalLong.of(2));
    assertThat(tally.build())
        .containsExactly(
            unknown("earlier", 1, OptionalLong.of(2)),
            unknown("early", 1, OptionalLong.of(2)),
            new Unchecked(Reason.TOO_MANY_PREIMAGES, "early", 1, OptionalLong.of(2)),
            unknown("late", 1, OptionalLong.of(9)),
            unknown("none", 1, NONE));
  }

  @Test
  void what_several_have_counted_is_what_one_would_have_counted() {
    Tally whole = new Tally();
    List<Unchecked> parts = new ArrayList<>();
    for (int part = 3; part >= 0; part--) {
      Tally counted = new Tally();
      for (int i = part * 50 + 1; i <= part * 50 + 50; i++) {
        counted.add(Reason.UNKNOWN_KEY, "key " + i, OptionalLong.of(i));
      }
      parts.addAll(counted.build());
    }
    for (int i = 1; i <= 200; i++) {
      whole.add(Reason.UNKNOWN_KEY, "key " + i, OptionalLong.of(i));
    }
    assertThat(Tally.sum(parts)).isEqualTo(whole.build()).hasSize(Tally.MAX_SUBJECTS + 1);
  }

  private static Unchecked unknown(String key, long count, OptionalLong first) {
    return new Unchecked(Reason.UNKNOWN_KEY, key, count, first);
  }
}
