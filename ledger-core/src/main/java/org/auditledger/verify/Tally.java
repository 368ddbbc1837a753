package org.auditledger.verify;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.auditledger.verify.Unchecked.Reason;

/** Counts what is not checked, by reason and subject. */
final class Tally {

  /** As many subjects are told apart; a forger could name another key in every row. */
  static final int MAX_SUBJECTS = 100;

  private static final String OTHERS = "others";

  private static final Comparator<Unchecked> ORDER =
      Comparator.comparingLong(Tally::first)
          .thenComparing(Unchecked::reason)
          .thenComparing(Unchecked::subject);

  private record Key(Reason reason, String subject) {}

  private final Map<Key, Unchecked> counted = new LinkedHashMap<>();

  void add(Reason reason, String subject, OptionalLong sequence) {
    add(new Unchecked(reason, subject, 1, sequence));
  }

  private Key key(Reason reason, String subject) {
    Key key = new Key(reason, subject);
    return counted.size() >= MAX_SUBJECTS && !counted.containsKey(key)
        ? new Key(reason, OTHERS)
        : key;
  }

  /** What several have counted, as if one had. */
  static List<Unchecked> sum(List<Unchecked> several) {
    Tally sum = new Tally();
    several.stream().sorted(ORDER).forEach(sum::add);
    return sum.build();
  }

  private void add(Unchecked more) {
    Key key = key(more.reason(), more.subject());
    counted.merge(
        key,
        new Unchecked(key.reason, key.subject, more.count(), more.first()),
        (before, next) ->
            new Unchecked(
                key.reason,
                key.subject,
                before.count() + next.count(),
                first(before) <= first(next) ? before.first() : next.first()));
  }

  /** By the first entry that each concerns, in whatever order entries came. */
  List<Unchecked> build() {
    return counted.values().stream().sorted(ORDER).toList();
  }

  private static long first(Unchecked unchecked) {
    return unchecked.first().orElse(Long.MAX_VALUE);
  }
}
