package org.auditledger.verify;

import org.auditledger.chain.SegmentBuilder;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Reduces entries to a stretch, one after the other. */
final class StretchBuilder {

  private final int sequenceColumn;
  private final SegmentBuilder segment;
  private final LeafRange leaves;
  private final VersionRuns versions;

  /** Begins with the entry that has, or should have, this number. */
  StretchBuilder(RowLayout layout, long first) {
    this.sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    this.segment = new SegmentBuilder(layout);
    this.leaves = new LeafRange(first);
    this.versions = new VersionRuns(layout);
  }

  void accept(RowView row, RowHashes hashes) {
    if (hashes.hasHash()) {
      segment.append(row, hashes.hash());
    } else {
      segment.appendWithoutForm(row);
    }
    if (hashes.hasLeaf() && !row.isNull(sequenceColumn)) {
      leaves.accept(row.longValue(sequenceColumn), hashes.leaf());
    } else {
      leaves.interrupt();
    }
    versions.accept(row);
  }

  /** What the entries came to; to be asked once, after the last. */
  Stretch build() {
    return new Stretch(segment.build(), leaves.build(), versions.build());
  }
}
