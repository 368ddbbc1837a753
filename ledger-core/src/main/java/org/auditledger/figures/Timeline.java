package org.auditledger.figures;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts by time and kind, in steps that are as fine as can be kept. No more steps are kept than
 * are ever shown, many times over, so that what is shown is never finer than what is known.
 */
final class Timeline {

  /** Of hours these are three months; of days, five years; of months, a lifetime. */
  static final int MOST = 2_000;

  /** When a step begins and ends, in microseconds since 2000, and what is in it. */
  private static final class Slot {
    private final long from;
    private final long to;
    private final long[] counts;

    Slot(long from, long to, int kinds) {
      this.from = from;
      this.to = to;
      this.counts = new long[kinds];
    }
  }

  private final int kinds;
  private Step step = Step.HOUR;
  private NavigableMap<Long, Slot> slots = new TreeMap<>();
  private @Nullable Slot current;

  Timeline(int kinds) {
    this.kinds = kinds;
  }

  void add(long micros, int kind) {
    add(micros, kind, 1);
  }

  private void add(long micros, int kind, long more) {
    Slot slot = current;
    if (slot == null || micros < slot.from || micros >= slot.to) {
      slot = slot(micros);
      current = slot;
    }
    slot.counts[kind] += more;
  }

  private Slot slot(long micros) {
    LocalDateTime begin =
        step.floor(LocalDateTime.ofInstant(Period.instant(micros), ZoneOffset.UTC));
    long from = micros(begin);
    Slot found = slots.get(from);
    if (found != null) {
      return found;
    }
    if (slots.size() == MOST) {
      become(step.coarser());
      return slot(micros);
    }
    Slot made = new Slot(from, micros(step.next(begin)), kinds);
    slots.put(from, made);
    return made;
  }

  private void become(Step coarser) {
    NavigableMap<Long, Slot> finer = slots;
    step = coarser;
    slots = new TreeMap<>();
    current = null;
    finer.values().forEach(this::add);
  }

  private void add(Slot slot) {
    for (int kind = 0; kind < kinds; kind++) {
      if (slot.counts[kind] > 0) {
        add(slot.from, kind, slot.counts[kind]);
      }
    }
  }

  void add(Timeline more) {
    while (step.compareTo(more.step) < 0) {
      become(step.coarser());
    }
    more.slots.values().forEach(this::add);
  }

  /** How many steps are kept. */
  int kept() {
    return slots.size();
  }

  Step step() {
    return step;
  }

  /** What there is from one time to another, which is one step or is made of whole steps. */
  long[] sum(LocalDateTime from, LocalDateTime to) {
    long[] sum = new long[kinds];
    for (Slot slot : slots.subMap(micros(from), true, micros(to), false).values()) {
      for (int kind = 0; kind < kinds; kind++) {
        sum[kind] += slot.counts[kind];
      }
    }
    return sum;
  }

  private static long micros(LocalDateTime time) {
    return Period.micros(time.toInstant(ZoneOffset.UTC));
  }
}
