package org.auditledger.chain;

/**
 * A row whose time lies before that of the row before it. No break: the chain holds, and writers
 * whose clocks disagree cause it honestly.
 *
 * @param microseconds the row's time, since 2000-01-01 UTC
 * @param before the time of the row before it
 */
public record TimeReversal(long sequence, long microseconds, long before) {

  public TimeReversal {
    if (microseconds >= before) {
      throw new IllegalArgumentException("time does not run backwards at entry " + sequence);
    }
  }
}
