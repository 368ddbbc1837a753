package org.auditledger.retention;

import java.util.List;
import java.util.Optional;
import org.auditledger.row.RowView;
import org.auditledger.seal.CompactRange;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.RangeTree;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a record while all go by, and keeps what its proof takes: its leaf, and the few hashes
 * that stand for those before it and for those after it.
 */
final class RecordSearch implements ArchiveFile.Onlooker {

  private final Optional<RecordSelector> wanted;
  private final CompactRangeBuilder before = new CompactRangeBuilder(0);
  private @Nullable CompactRange leaf;
  private @Nullable CompactRangeBuilder after;
  private String form = "";
  private long count;

  RecordSearch(Optional<RecordSelector> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void see(RowView row, RecordDigest digest) {
    if (wanted.isEmpty()) {
      return;
    }
    boolean meant = wanted.get().isOf(row, digest.columns());
    count += meant ? 1 : 0;
    if (after != null) {
      after.append(digest.lastLeaf());
    } else if (meant) {
      long index = before.end();
      form = digest.lastForm();
      leaf = new CompactRange(index, index + 1, List.of(digest.lastLeaf()));
      after = new CompactRangeBuilder(index + 1);
    } else {
      before.append(digest.lastLeaf());
    }
  }

  /** What became of it; to be asked after the last record. Nothing when none was looked for. */
  Optional<ArchivedRecord> outcome() {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (leaf == null || after == null) {
      return Optional.of(new ArchivedRecord.Missing());
    }
    if (count > 1) {
      return Optional.of(new ArchivedRecord.Several(count));
    }
    RangeTree tree = new RangeTree(List.of(before.build(), leaf, after.build()));
    return Optional.of(
        new ArchivedRecord.Found(form, Proofs.inclusion(tree, leaf.begin(), tree.size())));
  }
}
