package org.auditledger.verify;

import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.chain.Head;
import org.auditledger.chain.Segment;
import org.auditledger.chain.SegmentBuilder;
import org.auditledger.entry.Digest;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;

/**
 * Takes a ledger's rows, in the order of their numbers, and judges each: its place and hash in the
 * chain, its leaf, its envelope, its transcript and who signed it. An entry without an envelope
 * costs no allocation as long as nothing is wrong with it.
 */
public final class EntryChecks {

  private final long first;
  private final LegacyForm legacy;
  private final SegmentBuilder segment;
  private final EntryLeaves leaves;
  private final VersionRuns versions;
  private final ContentChecks content;
  private final CanonicalBytes bytes = new CanonicalBytes();
  private final byte[] hash = new byte[Digest.LENGTH];

  /**
   * @param layout the columns of the rows: those of any era, which all have what an entry's hash
   *     covers
   * @param trusted whose signatures on transcripts are believed
   * @param consumer takes the leaves
   */
  public EntryChecks(RowLayout layout, TrustedKeys trusted, LeafConsumer consumer) {
    this(1, layout, trusted, consumer);
  }

  /**
   * The same for a ledger that is known up to some entry: the rows begin with this number, and what
   * the first of them links to is not judged, as that row is not there.
   */
  public EntryChecks(long first, RowLayout layout, TrustedKeys trusted, LeafConsumer consumer) {
    this.first = first;
    this.legacy = new LegacyForm(layout);
    this.segment = new SegmentBuilder(layout);
    this.leaves = new EntryLeaves(first, layout, consumer);
    this.versions = new VersionRuns(layout);
    this.content = new ContentChecks(layout, trusted);
  }

  /** Takes the next row. */
  public void accept(RowView row) {
    bytes.clear();
    FormOutcome hashed = legacy.write(row, bytes);
    if (hashed == FormOutcome.WRITTEN) {
      bytes.digestInto(hash, 0);
      segment.append(row, hash);
    } else {
      segment.appendWithoutForm(row);
    }
    content.accept(row, hashed, leaves.accept(row));
    versions.accept(row);
  }

  /** What the rows come to; to be asked once, after the last. */
  public EntriesAccount account() {
    Segment before = first == 1 ? Segment.after(Head.GENESIS) : Segment.EMPTY;
    Segment whole = before.combine(segment.build());
    return new EntriesAccount(
        whole, leaves.leaves(), versions.build(), content.findings(), content.notChecked());
  }
}
