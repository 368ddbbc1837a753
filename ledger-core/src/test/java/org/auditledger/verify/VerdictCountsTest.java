package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many entries have which verdict, also where somebody put others there. */
class VerdictCountsTest {

  @Test
  void each_verdict_is_counted() {
    assertThat(counts("VETO", "FLAG", "VETO")).isEqualTo(Map.of("VETO", 2L, "FLAG", 1L));
    assertThat(counts("FLAG", "FLA", "FLAGS"))
        .isEqualTo(Map.of("FLAG", 1L, "FLA", 1L, "FLAGS", 1L));
    assertThat(counts()).isEmpty();
  }

  @Test
  void no_verdict_and_one_that_is_too_long_are_others() {
    String longest = "x".repeat(40);
    assertThat(counts(longest, longest, longest + "x", null))
        .isEqualTo(Map.of(longest, 2L, "others", 2L));
    assertThat(counts("others", null)).isEqualTo(Map.of("others", 2L));
  }

  @Test
  void after_as_many_as_are_kept_new_ones_are_others() {
    String[] many = IntStream.range(0, 34).mapToObj(i -> "verdict " + i).toArray(String[]::new);
    many[33] = many[31];
    Map<String, Long> expected = new TreeMap<>(Map.of("others", 1L));
    IntStream.range(0, 32).forEach(i -> expected.put("verdict " + i, i == 31 ? 2L : 1L));
    assertThat(counts(many)).isEqualTo(expected);
  }

  @Test
  void a_whole_ledger_has_as_many_as_it_has_entries() {
    Map<String, Long> expected = new TreeMap<>();
    Entries entries = Entries.of(LegacyVectors.entriesOfV30());
    for (int place = 1; place <= entries.size(); place++) {
      expected.merge(String.valueOf(entries.get(place, "verdict")), 1L, Long::sum);
    }
    assertThat(expected).hasSizeGreaterThan(2);
    assertThat(Judged.account(entries, Judged.ANCESTORS_KEYS).verdicts()).isEqualTo(expected);
  }

  private static Map<String, Long> counts(@Nullable String... verdicts) {
    Entries entry = Entries.of(LegacyVectors.entriesOfV01()).inOrder(List.of(1));
    VerdictCounts counts = new VerdictCounts(entry.layout());
    for (String verdict : verdicts) {
      entry.set(1, "verdict", verdict).forEach(counts::accept);
    }
    return counts.build();
  }
}
