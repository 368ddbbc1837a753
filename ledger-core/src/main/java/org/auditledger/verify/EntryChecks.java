package org.auditledger.verify;

import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;

/**
 * Takes a ledger's rows, in the order of their numbers, and judges each: its place and hash in the
 * chain, its leaf, its envelope, its transcript and who signed it. An entry without an envelope
 * costs no allocation as long as nothing is wrong with it.
 */
public final class EntryChecks {

  private final int sequenceColumn;
  private final Stretch before;
  private final RowHashes hashes;
  private final StretchBuilder stretch;
  private final ContentChecks content;
  private final LeafConsumer consumer;

  /**
   * @param layout the columns of the rows: those of any era, which all have what an entry's hash
   *     covers
   * @param trusted whose signatures on transcripts are believed
   * @param consumer takes every leaf, also those of rows that are out of place
   */
  public EntryChecks(RowLayout layout, TrustedKeys trusted, LeafConsumer consumer) {
    this(1, layout, trusted, consumer);
  }

  /**
   * The same for a ledger that is known up to some entry: the rows begin with this number, and what
   * the first of them links to is not judged, as that row is not there.
   */
  public EntryChecks(long first, RowLayout layout, TrustedKeys trusted, LeafConsumer consumer) {
    this.sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    this.before = first == 1 ? Stretch.GENESIS : Stretch.before(first);
    this.hashes = new RowHashes(layout);
    this.stretch = new StretchBuilder(layout, first);
    this.content = new ContentChecks(layout, trusted);
    this.consumer = consumer;
  }

  /** Takes the next row. */
  public void accept(RowView row) {
    hashes.read(row);
    stretch.accept(row, hashes);
    content.accept(row, hashes);
    if (hashes.hasLeaf() && !row.isNull(sequenceColumn)) {
      consumer.leaf(row.longValue(sequenceColumn), hashes.leaf(), 0);
    }
  }

  /** What the rows come to; to be asked once, after the last. */
  public EntriesAccount account() {
    return EntriesAccount.of(
        before.combine(stretch.build()),
        content.findings(),
        content.notChecked(),
        content.verdicts());
  }
}
