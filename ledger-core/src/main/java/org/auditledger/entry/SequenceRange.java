package org.auditledger.entry;

/** Entries from {@code first} to {@code last}, both included; sequence numbers start at 1. */
public record SequenceRange(long first, long last) {

  public SequenceRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException(
          "a range of entries starts at 1 or later and does not end before it starts: "
              + (first + " to " + last));
    }
  }

  /** How many entries the range names. */
  public long size() {
    return last - first + 1;
  }

  /** Whether the range names this entry. */
  public boolean contains(long sequenceNumber) {
    return first <= sequenceNumber && sequenceNumber <= last;
  }

  @Override
  public String toString() {
    return first == last ? "entry " + first : "entries " + first + " to " + last;
  }
}
