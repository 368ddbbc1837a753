package org.auditledger.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.auditledger.testing.Entries;
import org.jspecify.annotations.Nullable;

/** Small ledgers of entries of every era; most of them tampered with, by who knows how. */
final class RandomLedgers {

  private static final Entries POOL = Entries.ofEveryEra(90);

  private static final int MOST_ENTRIES = 12;

  private static final List<String> TEXTS =
      List.of("verdict", "telemetry_id", "rule_id", "ski_model_version", "reasoning", "track");

  private static final List<String> CHAINED =
      List.of(
          "timestamp",
          "previous_hash",
          "entry_hash",
          "telemetry_hash",
          "knowledge_graph_version",
          "verdict",
          "telemetry_id",
          "rule_id",
          "ski_model_version",
          "reasoning",
          "track",
          "envelope_json",
          "envelope_hash",
          "sequence_number");

  /** In microseconds since 2000: both infinities, the years 10000 and 0, and times in between. */
  private static final List<Long> TIMES =
      List.of(
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          252_455_616_000_000_000L,
          252_455_615_999_999_999L,
          -63_082_281_600_000_000L,
          -63_082_281_600_000_001L,
          0L,
          -1L,
          1_000_000L);

  private static final List<String> STRINGS =
      List.of(
          "",
          " ",
          "\"\\/\b\f\n\r\t",
          "\u0001\u001f\u007f\u0080",
          "\u2028\u2029\ufeff\uffff",
          "\ud83d\ude80 été",
          "null",
          "x".repeat(3000));

  private final Random random;

  RandomLedgers(long seed) {
    this.random = new Random(seed);
  }

  /** The next one, in the order in which its rows are stored. */
  Entries next() {
    Entries entries = good(random.nextInt(MOST_ENTRIES + 1));
    for (int n = random.nextInt(5); n > 0 && entries.size() > 0; n--) {
      tamper(entries);
    }
    List<Integer> places =
        new ArrayList<>(IntStream.rangeClosed(1, entries.size()).boxed().toList());
    if (random.nextBoolean()) {
      Collections.shuffle(places, random);
    }
    return entries.inOrder(places);
  }

  private Entries good(int size) {
    List<Integer> places = random.ints(size, 1, POOL.size() + 1).boxed().toList();
    Entries entries = POOL.inOrder(places);
    for (int place = 1; place <= size; place++) {
      entries.set(place, "id", (long) place).set(place, "sequence_number", (long) place);
      if (entries.get(place, "envelope_json") == null && random.nextInt(3) == 0) {
        entries.set(place, one(TEXTS), one(STRINGS));
      }
    }
    return entries.rehash(1);
  }

  private <T> T one(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  private int place(Entries entries) {
    return 1 + random.nextInt(entries.size());
  }

  private void tamper(Entries entries) {
    int place = place(entries);
    int other = place(entries);
    switch (random.nextInt(14)) {
      case 0 -> entries.set(place, one(TEXTS), one(STRINGS));
      case 1 -> entries.set(place, one(CHAINED), null);
      case 2 -> swap(entries, one(CHAINED), place, other);
      case 3 -> entries.remove(place);
      case 4 -> entries.repeat(place);
      case 5 -> entries.repeat(place).set(place, one(TEXTS), one(STRINGS));
      case 6 -> entries.set(place, "previous_hash", entries.get(other, "entry_hash"));
      case 7 -> entries.set(place, "rule_id", one(STRINGS)).rehash(place);
      case 8 -> entries.set(place, "sequence_number", number(entries));
      case 9 -> entries.set(place, "timestamp", time(entries, place));
      case 10 -> swap(entries, "transcript_json", place, other);
      case 11 -> edit(entries, place, "envelope_json");
      case 12 -> edit(entries, place, "transcript_json");
      default -> entries.set(place, "entry_hash", misspelled(entries.get(place, "entry_hash")));
    }
  }

  private static void swap(Entries entries, String column, int place, int other) {
    Object value = entries.get(place, column);
    entries.set(place, column, entries.get(other, column)).set(other, column, value);
  }

  private @Nullable Long number(Entries entries) {
    return switch (random.nextInt(8)) {
      case 0 -> 0L;
      case 1 -> -1L;
      case 2 -> Long.MAX_VALUE - 1;
      case 3 -> Long.MIN_VALUE + 1;
      case 4 -> null;
      case 5 -> entries.size() + 1L;
      default -> (long) place(entries);
    };
  }

  private @Nullable Long time(Entries entries, int place) {
    Long time = (Long) entries.get(place, "timestamp");
    boolean extreme = time == null || TIMES.contains(time);
    return extreme || random.nextBoolean() ? one(TIMES) : Long.valueOf(time + 1);
  }

  /** Changes a digit, adds one, or takes one away: in a number, a text, a hash or a signature. */
  private void edit(Entries entries, int place, String column) {
    Object json = entries.get(place, column);
    if (json == null) {
      return;
    }
    StringBuilder text = new StringBuilder(json.toString());
    int at = random.nextInt(text.length());
    while (at < text.length() && !isNonZeroDigit(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> text.setCharAt(at, (char) ('1' + (text.charAt(at) - '0') % 9));
      case 1 -> text.insert(at, '7');
      default -> text.insert(at + 1, '0');
    }
    entries.set(place, column, text.toString());
  }

  private static boolean isNonZeroDigit(char c) {
    return c >= '1' && c <= '9';
  }

  private String misspelled(@Nullable Object hash) {
    String text = String.valueOf(hash);
    return switch (random.nextInt(3)) {
      case 0 -> text.toUpperCase(java.util.Locale.ROOT);
      case 1 -> text.substring(text.length() / 2);
      default -> "g" + text.substring(1);
    };
  }
}
