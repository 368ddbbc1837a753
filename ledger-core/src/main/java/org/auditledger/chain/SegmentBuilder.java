package org.auditledger.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.auditledger.entry.Digest;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Reduces rows to a segment, one after the other, without an object per row as long as nothing is
 * wrong: links and hashes are compared as the bytes they are stored as.
 */
public final class SegmentBuilder {

  private static final int HEX_LENGTH = 2 * Digest.LENGTH;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final int sequenceColumn;
  private final int previousColumn;
  private final int hashColumn;
  private final int timeColumn;

  private final Noted.Builder<Break> breaks = new Noted.Builder<>();
  private final Noted.Builder<TimeReversal> reversals = new Noted.Builder<>();
  private final byte[] computedHex = new byte[HEX_LENGTH];

  /** The last row's hash as it is stored, unless {@link #lastNoHash} stands in its place. */
  private final byte[] lastHex = new byte[HEX_LENGTH];

  private FoundHash.@Nullable NoHash lastNoHash;
  private Segment.@Nullable First first;
  private long rows;
  private long unnumbered;
  private long lastSequence;
  private long lastMicroseconds;

  public SegmentBuilder(RowLayout layout) {
    sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    previousColumn = hashColumn(layout, "previous_hash");
    hashColumn = hashColumn(layout, "entry_hash");
    timeColumn = layout.require("timestamp", ColumnType.TIMESTAMPTZ);
  }

  /**
   * Takes the next row.
   *
   * @param computed the 32 bytes that the row's content hashes to; read now and not kept
   */
  public void append(RowView row, byte[] computed) {
    if (computed.length != Digest.LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + computed.length);
    }
    if (!place(row)) {
      return;
    }
    writeHex(computed);
    if (holds(row, hashColumn, computedHex)) {
      System.arraycopy(computedHex, 0, lastHex, 0, HEX_LENGTH);
      lastNoHash = null;
    } else {
      FoundHash stored = keepStoredHash(row);
      breaks.add(new Break.WrongHash(lastSequence, stored, Digest.of(computed)));
    }
  }

  /** Takes the next row, whose content has no canonical form and hence no hash. */
  public void appendWithoutForm(RowView row) {
    if (place(row)) {
      keepStoredHash(row);
      breaks.add(new Break.NoCanonicalForm(lastSequence));
    }
  }

  /** What the rows so far reduce to. */
  public Segment build() {
    Segment.Last last = rows == 0 ? null : new Segment.Last(lastSequence, last(), lastMicroseconds);
    return new Segment(rows, unnumbered, first, last, breaks.build(), reversals.build());
  }

  /** Forgets all rows, for the next segment. */
  public void clear() {
    rows = 0;
    unnumbered = 0;
    first = null;
    breaks.clear();
    reversals.clear();
  }

  /** Judges the row against the one before it, and says whether it has a place at all. */
  private boolean place(RowView row) {
    if (row.isNull(sequenceColumn)) {
      unnumbered++;
      return false;
    }
    long sequence = row.longValue(sequenceColumn);
    // A row without a time counts as before all times; that it has none is a finding of its own.
    long time = row.isNull(timeColumn) ? Long.MIN_VALUE : row.longValue(timeColumn);
    if (rows == 0) {
      first = new Segment.First(sequence, found(row, previousColumn), time);
    } else {
      judge(row, sequence);
      if (LinkRule.reversed(lastMicroseconds, time)) {
        reversals.add(new TimeReversal(sequence, time, lastMicroseconds));
      }
    }
    rows++;
    lastSequence = sequence;
    lastMicroseconds = time;
    return true;
  }

  private void judge(RowView row, long sequence) {
    if (!LinkRule.continues(lastSequence, sequence)) {
      breaks.add(LinkRule.misplaced(lastSequence, sequence));
    } else if (lastSequence < 1 || lastNoHash != null || !holds(row, previousColumn, lastHex)) {
      judgeLink(row, sequence);
    }
  }

  private void judgeLink(RowView row, long sequence) {
    FoundHash claimed = found(row, previousColumn);
    if (claimed instanceof FoundHash.NoHash || !claimed.equals(last())) {
      breaks.add(new Break.WrongLink(sequence, claimed, last()));
    }
  }

  private FoundHash last() {
    if (lastSequence < 1) {
      return new FoundHash.Hash(Digest.ZERO);
    }
    return lastNoHash != null
        ? lastNoHash
        : new FoundHash.Hash(Digest.ofHex(new String(lastHex, StandardCharsets.US_ASCII)));
  }

  private FoundHash keepStoredHash(RowView row) {
    FoundHash stored = found(row, hashColumn);
    if (stored instanceof FoundHash.NoHash noHash) {
      lastNoHash = noHash;
    } else {
      System.arraycopy(row.buffer(), row.start(hashColumn), lastHex, 0, HEX_LENGTH);
      lastNoHash = null;
    }
    return stored;
  }

  private void writeHex(byte[] computed) {
    for (int i = 0; i < Digest.LENGTH; i++) {
      computedHex[2 * i] = DIGITS[(computed[i] >> 4) & 0xf];
      computedHex[2 * i + 1] = DIGITS[computed[i] & 0xf];
    }
  }

  private static boolean holds(RowView row, int column, byte[] hex) {
    if (row.contentLength(column) != HEX_LENGTH) {
      return false;
    }
    int start = row.start(column);
    return Arrays.equals(row.buffer(), start, start + HEX_LENGTH, hex, 0, HEX_LENGTH);
  }

  private static FoundHash found(RowView row, int column) {
    if (row.isNull(column)) {
      return FoundHash.NoHash.NULL;
    }
    int start = row.start(column);
    int length = row.contentLength(column);
    boolean hex = length == HEX_LENGTH;
    for (int i = start; hex && i < start + length; i++) {
      byte b = row.buffer()[i];
      hex = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
    }
    if (hex) {
      return new FoundHash.Hash(
          Digest.ofHex(new String(row.buffer(), start, length, StandardCharsets.US_ASCII)));
    }
    int shown = Math.min(length, FoundHash.NoHash.MAX_SHOWN);
    return new FoundHash.NoHash(
        '"' + new String(row.buffer(), start, shown, StandardCharsets.UTF_8) + '"');
  }

  /** The ancestor declares its hashes as char(64); a text of 64 digits says the same. */
  private static int hashColumn(RowLayout layout, String name) {
    int index = layout.find(name);
    if (index >= 0 && layout.columns().get(index).type() == ColumnType.TEXT) {
      return index;
    }
    return layout.require(name, ColumnType.CHARACTER);
  }
}
