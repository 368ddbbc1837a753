package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.auditledger.chain.Noted;
import org.auditledger.entry.Digest;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.jspecify.annotations.Nullable;

/**
 * Whoever reads rows as they lie says the same as whoever reads them sorted, or that he cannot.
 * {@link HeapPiecesTest} has the cases that somebody thought of.
 */
class HeapChecksTest {

  /** One of two keys, so that there is something that is not checked. */
  private static final TrustedKeys ONE_KEY = Judged.trusted("transcript-1.ed25519.pub");

  private static final Entries MANY = Entries.ofEveryEra(20);

  private static final List<@Nullable Object> NUMBERS = numbers();

  private static List<@Nullable Object> numbers() {
    List<@Nullable Object> numbers = new ArrayList<>(List.of(0L, -1L, Long.MAX_VALUE, 3L));
    numbers.add(null);
    return numbers;
  }

  @Property(tries = 200)
  void rows_as_they_lie_come_to_what_they_come_to_sorted(@ForAll long seed) {
    Random random = new Random(seed);
    Entries entries = MANY.first(3 + random.nextInt(MANY.size() - 2));
    changeValues(entries, random);
    removeSome(entries, random);
    assertReadAlike(entries, random);
  }

  @Property(tries = 200)
  void rows_whose_numbers_are_none_of_a_chain_are_read_sorted(@ForAll long seed) {
    Random random = new Random(seed);
    Entries entries = MANY.first(3 + random.nextInt(MANY.size() - 2));
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int place = 1 + random.nextInt(entries.size());
      if (random.nextBoolean()) {
        entries.repeat(place);
      } else {
        entries.set(place, "sequence_number", NUMBERS.get(random.nextInt(NUMBERS.size())));
      }
    }
    assertReadAlike(entries, random);
  }

  private static void assertReadAlike(Entries entries, Random random) {
    NavigableSet<Long> sizes = sizes(entries, random);
    Optional<HeapAccount> heap = read(heapOrder(entries, random), sizes, random);
    if (hasWrongNumbers(entries)) {
      assertThat(heap).isEmpty();
      return;
    }
    HeapAccount sorted = readSorted(entries, sizes);
    assertThat(heap).isPresent();
    assertThat(heap.get().roots()).isEqualTo(sorted.roots());
    assertThat(ordered(heap.get().entries())).isEqualTo(ordered(sorted.entries()));
  }

  /** Rows without a number have no order. */
  private static EntriesAccount ordered(EntriesAccount account) {
    List<Finding> content = new ArrayList<>(account.content().first());
    content.sort(
        Comparator.comparing(
            finding ->
                finding.sequence().isPresent() ? "" : finding.code() + " " + finding.detail()));
    return new EntriesAccount(
        account.segment(),
        account.leaves(),
        account.runs(),
        new Noted<>(content, account.content().total()),
        account.notChecked(),
        account.verdicts());
  }

  private static boolean hasWrongNumbers(Entries entries) {
    Set<Object> seen = new HashSet<>();
    for (int place = 1; place <= entries.size(); place++) {
      Long number = (Long) entries.get(place, "sequence_number");
      if (number != null && (number < 1 || number == Long.MAX_VALUE || !seen.add(number))) {
        return true;
      }
    }
    return false;
  }

  private static void changeValues(Entries entries, Random random) {
    for (int n = random.nextInt(8); n > 0; n--) {
      int place = 1 + random.nextInt(entries.size());
      switch (random.nextInt(7)) {
        case 0 -> entries.set(place, "sequence_number", null);
        case 1 -> entries.set(place, "verdict", random.nextBoolean() ? null : "FLAG");
        case 2 -> entries.set(place, "timestamp", random.nextBoolean() ? null : random.nextLong());
        case 3 -> entries.set(place, "entry_hash", random.nextBoolean() ? null : "f".repeat(64));
        case 4 -> entries.set(place, "envelope_hash", "sha256:0");
        case 5 -> entries.set(place, "transcript_signature", null);
        default -> entries.set(place, "schema_version", random.nextBoolean() ? null : "0.3.0");
      }
    }
  }

  private static void removeSome(Entries entries, Random random) {
    for (int n = random.nextInt(4); n > 0 && entries.size() > 1; n--) {
      int first = 1 + random.nextInt(entries.size());
      int last = Math.min(entries.size(), first + random.nextInt(5));
      for (int place = last; place >= first && entries.size() > 1; place--) {
        entries.remove(place);
      }
    }
  }

  private static NavigableSet<Long> sizes(Entries entries, Random random) {
    NavigableSet<Long> sizes = new TreeSet<>();
    for (int n = random.nextInt(5); n > 0; n--) {
      sizes.add((long) random.nextInt(entries.size() + 3));
    }
    return sizes;
  }

  /** Almost in their order, as writers leave them who append at the same time. */
  private static Entries heapOrder(Entries entries, Random random) {
    int disorder = 1 + random.nextInt(30);
    List<int[]> places = new ArrayList<>();
    for (int place = 1; place <= entries.size(); place++) {
      places.add(new int[] {place + random.nextInt(disorder), place});
    }
    places.sort(Comparator.comparingInt(place -> place[0]));
    return entries.inOrder(places.stream().map(place -> place[1]).toList());
  }

  /** Each part goes to whoever is free. */
  private static Optional<HeapAccount> read(Entries heap, NavigableSet<Long> sizes, Random random) {
    List<HeapChecks> readers = new ArrayList<>();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      readers.add(new HeapChecks(heap.layout(), ONE_KEY, sizes));
    }
    int part = 1 + random.nextInt(heap.size());
    int[] row = new int[1];
    int[] reader = new int[1];
    heap.forEach(
        view -> {
          if (row[0]++ % part == 0) {
            reader[0] = random.nextInt(readers.size());
          }
          boolean unused = readers.get(reader[0]).accept(view);
        });
    return HeapAccount.of(readers, sizes);
  }

  private static HeapAccount readSorted(Entries entries, NavigableSet<Long> sizes) {
    CompactRangeBuilder leaves = new CompactRangeBuilder(0);
    SortedMap<Long, Digest> roots = new TreeMap<>();
    if (sizes.contains(0L)) {
      roots.put(0L, TreeHasher.EMPTY_ROOT);
    }
    EntryChecks checks =
        new EntryChecks(
            entries.layout(),
            ONE_KEY,
            (sequence, hash, offset) -> {
              if (sequence == leaves.end() + 1) {
                leaves.append(hash, offset);
                if (sizes.contains(sequence)) {
                  roots.put(sequence, leaves.build().root());
                }
              }
            });
    List<Integer> places =
        new ArrayList<>(IntStream.rangeClosed(1, entries.size()).boxed().toList());
    places.sort(
        Comparator.comparing(
            place -> (Long) entries.get(place, "sequence_number"),
            Comparator.nullsLast(Comparator.naturalOrder())));
    entries.inOrder(places).forEach(checks::accept);
    return new HeapAccount(checks.account(), roots);
  }
}
