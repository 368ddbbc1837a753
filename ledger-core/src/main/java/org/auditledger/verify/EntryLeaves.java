package org.auditledger.verify;

import java.util.Optional;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.RowForm;
import org.auditledger.entry.Digest;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.CompactRange;
import org.auditledger.seal.TreeHasher;

/** The leaves of the entries log, made from rows from the first entry on. */
public final class EntryLeaves {

  private final int sequenceColumn;
  private final RowForm form;
  private final LeafConsumer consumer;
  private final CanonicalBytes bytes = new CanonicalBytes();
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] hash = new byte[Digest.LENGTH];
  private final LeafRange range;

  /**
   * @param layout the columns of the rows, which must have a {@code sequence_number}
   * @param consumer takes every leaf, also those of rows that are out of place
   */
  public EntryLeaves(RowLayout layout, LeafConsumer consumer) {
    this.range = new LeafRange(1);
    this.sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    this.form = RowForm.ofEntries(layout);
    this.consumer = consumer;
  }

  /** Takes the next row, and says whether it has a form: what has none has no leaf. */
  public FormOutcome accept(RowView row) {
    bytes.clear();
    FormOutcome outcome = form.write(row, bytes);
    if (outcome != FormOutcome.WRITTEN || row.isNull(sequenceColumn)) {
      range.interrupt();
      return outcome;
    }
    hasher.leaf(bytes.buffer(), 0, bytes.size(), hash, 0);
    long sequence = row.longValue(sequenceColumn);
    range.accept(sequence, hash);
    consumer.leaf(sequence, hash, 0);
    return outcome;
  }

  /** The leaves so far, unless some row had no leaf or was out of place. */
  public Optional<CompactRange> leaves() {
    return range.build();
  }
}
