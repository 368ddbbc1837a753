package org.auditledger.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * Things noticed along the way: all are counted, the first are kept. A ledger in which every row is
 * broken must not need memory for every row.
 */
public record Noted<T>(List<T> first, long total) {

  /** How many are kept. */
  public static final int KEPT = 1000;

  public Noted {
    first = List.copyOf(first);
    if (first.size() != Math.min(total, KEPT)) {
      throw new IllegalArgumentException(first.size() + " kept of " + total);
    }
  }

  /** Nothing was noticed. */
  public static <T> Noted<T> none() {
    return new Noted<>(List.of(), 0);
  }

  /** These, then this one. */
  public Noted<T> with(T noticed) {
    return plus(new Noted<>(List.of(noticed), 1));
  }

  /** These, then those. */
  public Noted<T> plus(Noted<T> later) {
    if (later.total == 0) {
      return this;
    }
    if (total == 0) {
      return later;
    }
    if (first.size() == KEPT) {
      return new Noted<>(first, Math.addExact(total, later.total));
    }
    List<T> kept = new ArrayList<>(first);
    kept.addAll(later.first.subList(0, Math.min(later.first.size(), KEPT - kept.size())));
    return new Noted<>(kept, Math.addExact(total, later.total));
  }

  /** Collects what a builder notices. */
  public static final class Builder<T> {

    private final List<T> first = new ArrayList<>();
    private long total;

    /** One more. */
    public void add(T noticed) {
      if (total++ < KEPT) {
        first.add(noticed);
      }
    }

    /** All so far. */
    public Noted<T> build() {
      return new Noted<>(first, total);
    }

    void clear() {
      first.clear();
      total = 0;
    }
  }
}
