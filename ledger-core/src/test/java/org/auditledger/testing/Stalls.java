package org.auditledger.testing;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long something took, each time it was done: the longest to the nanosecond, the others to
 * within a sixteenth of themselves. Not safe for several threads.
 */
public final class Stalls {

  private static final int STEPS = 16;
  private static final int BUCKETS = Long.SIZE * STEPS;

  private final long[] buckets = new long[BUCKETS];
  private long count;
  private long longest;

  public Stalls() {}

  void add(long nanos) {
    buckets[bucket(nanos)]++;
    count++;
    longest = Math.max(longest, nanos);
  }

  void add(Stalls other) {
    Arrays.setAll(buckets, i -> buckets[i] + other.buckets[i]);
    count += other.count;
    longest = Math.max(longest, other.longest);
  }

  /** Powers of two, each in sixteen steps; below 16 ns nobody can tell. */
  private static int bucket(long nanos) {
    long value = Math.max(nanos, STEPS);
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    return power * STEPS + (int) (value >> (power - 4)) % STEPS;
  }

  /** The largest value of a bucket. */
  private static long top(int bucket) {
    int power = bucket / STEPS;
    return (1L << power) + ((bucket % STEPS + 1L) << (power - 4)) - 1;
  }

  public long count() {
    return count;
  }

  public Duration longest() {
    return Duration.ofNanos(longest);
  }

  /** What this part of all, from 0 to 1, was not longer than. */
  public Duration quantile(double part) {
    if (part < 0 || part > 1) {
      throw new IllegalArgumentException("a part of all is from 0 to 1, not " + part);
    }
    long wanted = (long) Math.ceil(part * count);
    long seen = 0;
    for (int i = 0; i < BUCKETS && count > 0; i++) {
      seen += buckets[i];
      if (buckets[i] > 0 && seen >= wanted) {
        return Duration.ofNanos(Math.min(top(i), longest));
      }
    }
    return longest();
  }

  /** How many took longer than this; those about as long may be counted or not. */
  public long longerThan(Duration limit) {
    return Arrays.stream(buckets, bucket(limit.toNanos()) + 1, BUCKETS).sum();
  }
}
