package org.auditledger.entry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An entry that is durable.
 *
 * @param sequence its place in the chain
 * @param hash its entry hash, to which the next one links
 * @param at when, to the microsecond: never before the entry before it
 * @param added false where it was there already, and asked for only once
 * @param held whether the clock was behind the entry before it, so that the time is that one's
 */
public record Appended(long sequence, Digest hash, Instant at, boolean added, boolean held) {

  public Appended {
    if (sequence < 1) {
      throw new IllegalArgumentException("an entry has a number from 1, not " + sequence);
    }
    if (!at.equals(at.truncatedTo(ChronoUnit.MICROS))) {
      throw new IllegalArgumentException("an entry's time has microseconds, unlike " + at);
    }
  }
}
