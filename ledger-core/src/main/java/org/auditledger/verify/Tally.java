package org.auditledger.verify;

import java.util.ArrayList;
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

  private record Key(Reason reason, String subject) {}

  private final Map<Key, Unchecked> counted = new LinkedHashMap<>();

  void add(Reason reason, String subject, OptionalLong sequence) {
    Key key = new Key(reason, subject);
    if (counted.size() >= MAX_SUBJECTS && !counted.containsKey(key)) {
      key = new Key(reason, OTHERS);
    }
    Unchecked before = counted.get(key);
    counted.put(
        key,
        before == null
            ? new Unchecked(reason, key.subject, 1, sequence)
            : new Unchecked(reason, key.subject, before.count() + 1, before.first()));
  }

  List<Unchecked> build() {
    return new ArrayList<>(counted.values());
  }
}
