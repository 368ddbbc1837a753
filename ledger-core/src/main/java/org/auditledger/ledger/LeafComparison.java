package org.auditledger.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LeafDifference.Entries;
import org.auditledger.verify.LeafConsumer;

/**
 * Goes through a second reading beside the first, as two sorted lists are merged. Were a reading
 * not sorted, entries would count as missing and added that only moved; but two readings that are
 * not the same are never found to be.
 */
public final class LeafComparison implements LeafConsumer {

  private final LeafSpill spill;
  private final ByteBuffer buffer = ByteBuffer.allocate(1600 * LeafSpill.RECORD_LENGTH).flip();
  private long position;
  private long after;
  private final Count changed = new Count();
  private final Count missing = new Count();
  private final Count added = new Count();

  LeafComparison(LeafSpill spill) {
    this.spill = spill;
  }

  /** The next leaf of the second reading. */
  @Override
  public void leaf(long sequence, byte[] hash, int offset) {
    after++;
    while (hasRecord() && number() < sequence) {
      missing.add(number());
      skip();
    }
    if (!hasRecord() || number() != sequence) {
      added.add(sequence);
      return;
    }
    int at = buffer.position() + Long.BYTES;
    if (!Arrays.equals(
        buffer.array(), at, at + Digest.LENGTH, hash, offset, offset + Digest.LENGTH)) {
      changed.add(sequence);
    }
    skip();
  }

  /** The second reading is over: how it differs from the first. */
  public LeafDifference end() {
    while (hasRecord()) {
      missing.add(number());
      skip();
    }
    return new LeafDifference(
        spill.leaves(), after, changed.entries(), missing.entries(), added.entries());
  }

  /** Whether a record of the first reading is left; if so, it is in the buffer. */
  private boolean hasRecord() {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      spill.read(position, buffer);
      buffer.flip();
      position += buffer.limit();
    }
    return buffer.hasRemaining();
  }

  private long number() {
    return buffer.getLong(buffer.position());
  }

  private void skip() {
    buffer.position(buffer.position() + LeafSpill.RECORD_LENGTH);
  }

  private static final class Count {

    private long count;
    private long first;

    void add(long sequence) {
      if (count++ == 0) {
        first = sequence;
      }
    }

    Entries entries() {
      return new Entries(count, count == 0 ? OptionalLong.empty() : OptionalLong.of(first));
    }
  }
}
