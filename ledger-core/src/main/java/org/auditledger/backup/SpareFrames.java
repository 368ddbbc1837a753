package org.auditledger.backup;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Memory for the members that wait for the writer, used again and again. There are never more than
 * can wait, so that a long ledger needs no more of it than a short one.
 */
final class SpareFrames {

  /** Members are never of quite the same size. */
  private static final int STEP = 1 << 20;

  private final ConcurrentLinkedQueue<byte[]> spare = new ConcurrentLinkedQueue<>();

  /** The first bytes of this, in memory of their own. */
  byte[] copy(byte[] bytes, int length) {
    byte[] frame = spare.poll();
    if (frame == null || frame.length < length) {
      return Arrays.copyOf(bytes, roundedUp(length));
    }
    System.arraycopy(bytes, 0, frame, 0, length);
    return frame;
  }

  /** Takes one back that nobody looks at any more. */
  void giveBack(byte[] frame) {
    spare.add(frame);
  }

  private static int roundedUp(int length) {
    return (int) Math.min(((long) length + STEP - 1) / STEP * STEP, Integer.MAX_VALUE - 8);
  }
}
