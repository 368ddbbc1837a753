package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.auditledger.chain.Noted;
import org.auditledger.entry.Digest;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nine entries as they may lie in a table, each case by name; {@link HeapChecksTest} has any. */
class HeapPiecesTest {

  private static final Entries NINE = Entries.ofEveryEra(3);

  private static final NavigableSet<Long> NO_SIZES = new TreeSet<>();

  /** The same nine, as one or several readers come upon them. */
  static List<List<List<Integer>>> parts() {
    return List.of(
        List.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)),
        List.of(List.of(2, 1, 3, 4, 5, 6, 7, 9, 8)),
        List.of(List.of(9, 8, 7, 6, 5, 4, 3, 2, 1)),
        List.of(List.of(5, 6, 1, 2, 3, 4, 7, 8, 9)),
        List.of(List.of(1, 3, 5, 7, 9, 2, 4, 6, 8)),
        List.of(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7, 8, 9)),
        List.of(List.of(8, 9), List.of(4, 5, 6, 7), List.of(1, 2, 3)),
        List.of(List.of(1, 4, 7), List.of(2, 5, 8), List.of(9, 6, 3)));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void however_they_lie_they_come_to_what_they_come_to_in_their_order(List<List<Integer>> parts) {
    Optional<HeapAccount> account = read(NINE, NO_SIZES, parts);
    assertThat(account).map(HeapAccount::entries).hasValue(inOrder(NINE));
    assertThat(account.orElseThrow().roots()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void the_log_has_its_root_at_every_size_that_it_reaches(List<List<Integer>> parts) {
    for (List<Long> sizes : List.of(List.of(0L, 1L, 4L, 9L, 12L), List.of(2L), List.of(3L, 6L))) {
      TreeMap<Long, Digest> roots = new TreeMap<>();
      for (long size : sizes.subList(0, sizes.contains(12L) ? 4 : sizes.size())) {
        roots.put(size, inOrder(NINE.first((int) size)).root().orElseThrow());
      }
      Optional<HeapAccount> account = read(NINE, new TreeSet<>(sizes), parts);
      assertThat(account).map(HeapAccount::entries).hasValue(inOrder(NINE));
      assertThat(account.orElseThrow().roots()).isEqualTo(roots);
    }
  }

  @Test
  void after_a_missing_entry_the_log_has_no_root() {
    HeapAccount account =
        read(NINE, sizes(3, 5, 9), List.of(List.of(9, 8, 7), List.of(6, 4, 3, 2, 1))).orElseThrow();
    assertThat(account.roots()).containsOnlyKeys(3L);
    assertThat(account.entries()).isEqualTo(inOrder(NINE.inOrder(List.of(1, 2, 3, 4, 6, 7, 8, 9))));
    assertThat(account.entries().findings().first())
        .extracting(Finding::what)
        .containsExactly("entry 6: entry 5 is missing before it");
  }

  /** The last row of each has a number that was there, wherever that lies by now. */
  @Test
  void who_meets_a_number_again_has_to_read_sorted() {
    for (NavigableSet<Long> sizes : List.of(NO_SIZES, sizes(2), sizes(1, 3))) {
      assertRefusedAtLast(List.of(1, 1), sizes);
      assertRefusedAtLast(List.of(1, 2, 3, 1), sizes);
      assertRefusedAtLast(List.of(1, 2, 3, 2), sizes);
      assertRefusedAtLast(List.of(3, 4, 1, 2, 3), sizes);
      assertRefusedAtLast(List.of(3, 4, 1, 2, 4), sizes);
      assertRefusedAtLast(List.of(3, 2, 1, 3), sizes);
    }
  }

  private static void assertRefusedAtLast(List<Integer> places, NavigableSet<Long> sizes) {
    HeapChecks reader = new HeapChecks(NINE.layout(), Judged.ANCESTORS_KEYS, sizes);
    List<Boolean> taken = accept(reader, NINE.inOrder(places));
    assertThat(taken.subList(0, taken.size() - 1)).doesNotContain(false);
    assertThat(taken).endsWith(false);
    assertThat(HeapAccount.of(List.of(reader), sizes)).isEmpty();
    assertThat(accept(reader, NINE.first(1).set(1, "sequence_number", null)))
        .containsExactly(false);
  }

  @Test
  void so_have_two_readers_who_met_one_number() {
    assertThat(read(NINE, NO_SIZES, List.of(List.of(1, 2), List.of(2, 3)))).isEmpty();
    assertThat(read(NINE, NO_SIZES, List.of(List.of(1, 2, 3), List.of(2)))).isEmpty();
    assertThat(read(NINE, NO_SIZES, List.of(List.of(1, 2), List.of(1, 2)))).isEmpty();
    assertThat(read(NINE, NO_SIZES, List.of(List.of(1, 2), List.of(3)))).isPresent();
  }

  @Test
  void so_has_who_meets_a_number_that_no_chain_has() {
    for (long none : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      assertThat(acceptNumber(none)).as("%d", none).isFalse();
    }
    assertThat(acceptNumber(1)).isTrue();
    assertThat(acceptNumber(Long.MAX_VALUE - 1)).isTrue();
  }

  private static boolean acceptNumber(long number) {
    HeapChecks reader = new HeapChecks(NINE.layout(), TrustedKeys.NONE, NO_SIZES);
    return accept(reader, NINE.first(1).set(1, "sequence_number", number)).get(0);
  }

  @Test
  void rows_without_a_number_are_counted_and_have_no_place_in_the_log() {
    Entries tampered =
        NINE.first(9).set(2, "sequence_number", null).set(7, "sequence_number", null).repeat(7);
    HeapAccount account =
        read(tampered, sizes(1, 9), List.of(List.of(3, 2, 1, 4, 5), List.of(6, 7, 8, 9, 10)))
            .orElseThrow();
    assertThat(account.entries())
        .isEqualTo(inOrder(tampered.inOrder(List.of(1, 3, 4, 5, 6, 9, 10, 2, 7, 8))));
    assertThat(account.entries().rows()).isEqualTo(10);
    assertThat(account.entries().root()).isEmpty();
    assertThat(account.roots()).containsOnlyKeys(1L);
  }

  @Test
  void what_all_readers_found_is_by_entry_and_those_without_a_number_are_last() {
    Entries tampered =
        NINE.first(9)
            .set(8, "envelope_hash", "x")
            .set(4, "sequence_number", null)
            .set(3, "envelope_hash", "x")
            .set(1, "envelope_hash", "x");
    Noted<Finding> found =
        read(tampered, NO_SIZES, List.of(List.of(7, 8, 9), List.of(4, 5, 6), List.of(1, 2, 3)))
            .orElseThrow()
            .entries()
            .content();
    assertThat(found.total()).isEqualTo(4);
    assertThat(found.first())
        .extracting(f -> f.sequence().orElse(0))
        .containsExactly(1L, 3L, 8L, 0L);
  }

  @Test
  void of_more_findings_than_are_kept_all_are_counted() {
    List<Integer> often = IntStream.range(0, 600).mapToObj(i -> 1).toList();
    Entries unnumbered = NINE.first(1).set(1, "sequence_number", null);
    Noted<Finding> found =
        read(unnumbered, NO_SIZES, List.of(often, often)).orElseThrow().entries().content();
    assertThat(found.total()).isEqualTo(1200);
    assertThat(found.first()).hasSize(Noted.KEPT);
  }

  @Test
  void what_no_reader_could_check_is_counted_as_by_one() {
    HeapAccount account =
        read(NINE, NO_SIZES, List.of(List.of(7, 8, 9), List.of(1, 2, 3, 4, 5, 6)), TrustedKeys.NONE)
            .orElseThrow();
    EntriesAccount sorted = Judged.account(NINE, TrustedKeys.NONE);
    assertThat(account.entries().unchecked()).isEqualTo(sorted.unchecked()).isNotEmpty();
    assertThat(account.entries().verdicts()).isEqualTo(sorted.verdicts()).isNotEmpty();
  }

  @Test
  void rows_that_lie_too_wildly_are_read_sorted_and_need_no_memory() {
    Entries entry = NINE.first(1);
    HeapChecks wild = new HeapChecks(entry.layout(), TrustedKeys.NONE, NO_SIZES);
    boolean[] taken = {true};
    for (long n = 2L * HeapChecks.MOST_PIECES; taken[0]; n -= 2) {
      assertThat(n).isNotNegative();
      entry.set(1, "sequence_number", n).forEach(row -> taken[0] = wild.accept(row));
      assertThat(taken[0]).isEqualTo(n > 0);
    }
    assertThat(HeapAccount.of(List.of(wild), NO_SIZES)).isEmpty();
  }

  /** What has grown together is one piece, or the last rows here would be too many ends. */
  @Test
  void rows_that_lie_backwards_are_one_piece_after_all() {
    Entries entry = NINE.first(1);
    HeapChecks backwards = new HeapChecks(entry.layout(), TrustedKeys.NONE, NO_SIZES);
    for (long n = HeapChecks.MOST_PIECES + 1L; n > 0; n--) {
      assertThat(accept(backwards, entry.set(1, "sequence_number", n))).containsExactly(true);
    }
    assertThat(HeapAccount.of(List.of(backwards), NO_SIZES).orElseThrow().entries().rows())
        .isEqualTo(HeapChecks.MOST_PIECES + 1);
  }

  @Test
  void a_size_that_no_log_has_hides_no_entry() {
    assertRefusedAtLast(List.of(2, 1, 2), sizes(Long.MAX_VALUE));
    assertRefusedAtLast(List.of(3, 2, 1, 3), sizes(Long.MAX_VALUE));
  }

  private static NavigableSet<Long> sizes(long... sizes) {
    return new TreeSet<>(Arrays.stream(sizes).boxed().toList());
  }

  private static EntriesAccount inOrder(Entries entries) {
    return Judged.account(entries, Judged.ANCESTORS_KEYS);
  }

  private static Optional<HeapAccount> read(
      Entries entries, NavigableSet<Long> sizes, List<List<Integer>> parts) {
    return read(entries, sizes, parts, Judged.ANCESTORS_KEYS);
  }

  /** Each part by a reader of its own, of whom none sees that anything is wrong with its part. */
  private static Optional<HeapAccount> read(
      Entries entries, NavigableSet<Long> sizes, List<List<Integer>> parts, TrustedKeys trusted) {
    List<HeapChecks> readers = new ArrayList<>();
    for (List<Integer> part : parts) {
      HeapChecks reader = new HeapChecks(entries.layout(), trusted, sizes);
      assertThat(accept(reader, entries.inOrder(part))).doesNotContain(false);
      readers.add(reader);
    }
    return HeapAccount.of(readers, sizes);
  }

  private static List<Boolean> accept(HeapChecks reader, Entries entries) {
    List<Boolean> taken = new ArrayList<>();
    entries.forEach(row -> taken.add(reader.accept(row)));
    return taken;
  }
}
