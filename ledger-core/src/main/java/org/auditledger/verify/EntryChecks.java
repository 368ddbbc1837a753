package org.auditledger.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.chain.Noted;
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

  private final TrustedKeys trusted;
  private final LeafConsumer consumer;
  private final List<ContentChecks> contents = new ArrayList<>();
  private Stretch before;
  private long next;
  private int sequenceColumn;
  private RowHashes hashes;
  private StretchBuilder stretch;
  private ContentChecks content;

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
    this.trusted = trusted;
    this.consumer = consumer;
    this.before = first == 1 ? Stretch.GENESIS : Stretch.before(first);
    this.next = first;
    this.sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    this.hashes = new RowHashes(layout);
    this.stretch = new StretchBuilder(layout, first);
    this.content = new ContentChecks(layout, trusted);
    contents.add(content);
  }

  /** Goes on with rows that have these columns, as those of a later backup may. */
  public void goOn(RowLayout layout) {
    before = before.combine(stretch.build());
    sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    hashes = new RowHashes(layout);
    stretch = new StretchBuilder(layout, next);
    content = new ContentChecks(layout, trusted);
    contents.add(content);
  }

  /** Takes the next row. */
  public void accept(RowView row) {
    hashes.read(row);
    stretch.accept(row, hashes);
    content.accept(row, hashes);
    if (row.isNull(sequenceColumn)) {
      return;
    }
    long sequence = row.longValue(sequenceColumn);
    if (sequence > 0 && sequence < Long.MAX_VALUE) {
      next = sequence + 1;
    }
    if (hashes.hasLeaf()) {
      consumer.leaf(sequence, hashes.leaf(), 0);
    }
  }

  /** What the rows come to; to be asked once, after the last. */
  public EntriesAccount account() {
    Noted<Finding> findings = Noted.none();
    List<Unchecked> notChecked = new ArrayList<>();
    Map<String, Long> verdicts = new TreeMap<>();
    for (ContentChecks one : contents) {
      findings = findings.plus(one.findings());
      notChecked.addAll(one.notChecked());
      one.verdicts().forEach((verdict, count) -> verdicts.merge(verdict, count, Long::sum));
    }
    return EntriesAccount.of(
        before.combine(stretch.build()), findings, Tally.sum(notChecked), verdicts);
  }
}
