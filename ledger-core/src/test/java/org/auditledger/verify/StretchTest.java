package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.auditledger.chain.Noted;
import org.auditledger.chain.Segment;
import org.auditledger.entry.Digest;
import org.auditledger.seal.CompactRange;
import org.auditledger.seal.CompactRangeBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where two stretches meet: one run of schema versions goes on or ends, and so does the log. */
class StretchTest {

  @Test
  void a_version_that_goes_on_is_one_run() {
    assertThat(combined(runs(run(1, 2, "0.1.0"), run(3, 5, "0.2.0")), runs(run(6, 9, "0.2.0"))))
        .isEqualTo(runs(run(1, 2, "0.1.0"), run(3, 9, "0.2.0")));
    assertThat(combined(runs(run(1, 5, null)), runs(run(6, 6, null), run(7, 9, "0.2.0"))))
        .isEqualTo(runs(run(1, 6, null), run(7, 9, "0.2.0")));
  }

  @Test
  void another_version_is_another_run() {
    for (String other : new String[] {"0.1.0", null}) {
      assertThat(combined(runs(run(1, 5, "0.2.0")), runs(run(6, 9, other))))
          .isEqualTo(runs(run(1, 5, "0.2.0"), run(6, 9, other)));
      assertThat(combined(runs(run(1, 5, other)), runs(run(6, 9, "0.2.0"))))
          .isEqualTo(runs(run(1, 5, other), run(6, 9, "0.2.0")));
    }
    assertThat(combined(runs(run(1, 5, "a")), Noted.none())).isEqualTo(runs(run(1, 5, "a")));
    assertThat(combined(Noted.none(), runs(run(1, 5, "a")))).isEqualTo(runs(run(1, 5, "a")));
  }

  /** Two values with one beginning would else be taken for one value. */
  @Test
  void a_value_that_was_cut_goes_on_in_no_other() {
    String whole = "9".repeat(VersionRun.MAX_SHOWN - 1);
    assertThat(combined(runs(run(1, 1, whole)), runs(run(2, 2, whole))))
        .isEqualTo(runs(run(1, 2, whole)));
    for (String cut : List.of(whole + "9", whole + "99")) {
      assertThat(combined(runs(run(1, 1, cut)), runs(run(2, 2, cut))).total()).isEqualTo(2);
      assertThat(run(1, 1, cut).value()).isEqualTo(whole + "9");
    }
  }

  @Test
  void of_more_runs_than_are_kept_all_are_counted() {
    Noted<VersionRun> kept = alternating(1, Noted.KEPT);
    VersionRun last = kept.first().get(Noted.KEPT - 1);
    VersionRun goesOn = run(Noted.KEPT + 1, Noted.KEPT + 7, last.value());
    Noted<VersionRun> longer =
        combined(kept, runs(goesOn, run(Noted.KEPT + 8, Noted.KEPT + 8, "c")));
    assertThat(longer.total()).isEqualTo(Noted.KEPT + 1);
    assertThat(longer.first()).hasSize(Noted.KEPT).startsWith(kept.first().get(0));
    assertThat(longer.first()).endsWith(run(Noted.KEPT, Noted.KEPT + 7, last.value()));
    // The last of these is not kept, so nobody knows whether it goes on.
    assertThat(combined(longer, runs(run(2000, 2000, last.value()))).total())
        .isEqualTo(Noted.KEPT + 2);
    assertThat(combined(longer, runs(run(2000, 2000, last.value()))).first())
        .isEqualTo(longer.first());
  }

  @Test
  void the_log_goes_on_where_it_ended_and_nowhere_else() {
    CompactRange both = leaves(0, 5);
    assertThat(combined(leaves(0, 3), leaves(3, 5))).hasValue(both);
    assertThat(combined(leaves(0, 3), leaves(4, 5))).isEmpty();
    assertThat(combined(leaves(0, 3), leaves(2, 5))).isEmpty();
    assertThat(Stretch.before(4).leaves()).hasValue(leaves(3, 3));
    assertThat(Stretch.unnumbered(2).leaves()).isEmpty();
    assertThat(Stretch.unnumbered(2).segment().unnumbered()).isEqualTo(2);
  }

  private static Optional<CompactRange> combined(CompactRange left, CompactRange right) {
    return stretch(left, Noted.none()).combine(stretch(right, Noted.none())).leaves();
  }

  private static Noted<VersionRun> combined(Noted<VersionRun> left, Noted<VersionRun> right) {
    return stretch(leaves(0, 0), left).combine(stretch(leaves(0, 0), right)).runs();
  }

  private static Stretch stretch(CompactRange leaves, Noted<VersionRun> runs) {
    return new Stretch(Segment.EMPTY, Optional.of(leaves), runs);
  }

  /** A part of a log whose every leaf is another. */
  private static CompactRange leaves(int begin, int end) {
    CompactRangeBuilder range = new CompactRangeBuilder(begin);
    for (int i = begin; i < end; i++) {
      byte[] leaf = new byte[Digest.LENGTH];
      leaf[0] = (byte) i;
      range.append(leaf, 0);
    }
    return range.build();
  }

  private static VersionRun run(long first, long last, @Nullable String value) {
    return new VersionRun(first, last, value);
  }

  private static Noted<VersionRun> runs(VersionRun... runs) {
    return new Noted<>(List.of(runs), runs.length);
  }

  private static Noted<VersionRun> alternating(long first, long last) {
    Noted.Builder<VersionRun> runs = new Noted.Builder<>();
    LongStream.rangeClosed(first, last).forEach(n -> runs.add(run(n, n, n % 2 == 0 ? "a" : "b")));
    return runs.build();
  }
}
