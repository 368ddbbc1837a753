package org.auditledger.retention;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.RowForm;
import org.auditledger.entry.Digest;
import org.auditledger.journal.PartitionContents;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.TreeHasher;

/** What records come to that go by one after the other, wherever they are read. */
final class RecordDigest {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final BufferColumns columns;
  private final RowForm form;
  private final CanonicalBytes bytes = new CanonicalBytes();
  private final TreeHasher hasher = new TreeHasher();
  private final CompactRangeBuilder leaves = new CompactRangeBuilder(0);
  private final byte[] leaf = new byte[Digest.LENGTH];
  private final SortedSet<String> tenants = new TreeSet<>();
  private byte[] lastTenant = new byte[0];
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * @throws IllegalArgumentException when rows of this layout are no records
   */
  RecordDigest(RowLayout layout) {
    columns = BufferColumns.of(layout);
    form = RowForm.ofBuffer(layout);
  }

  /**
   * Takes the next record.
   *
   * @return why it is none, if it has no canonical form
   */
  Optional<String> accept(RowView row) {
    bytes.clear();
    if (form.write(row, bytes) instanceof FormOutcome.Unwritable none) {
      return Optional.of(
          "record "
              + row.longValue(columns.id())
              + ": "
              + none.column()
              + " "
              + none.reason().meaning());
    }
    hasher.leaf(bytes.buffer(), 0, bytes.size(), leaf, 0);
    leaves.append(leaf, 0);
    long time = row.longValue(columns.time());
    first = Math.min(first, time);
    last = Math.max(last, time);
    addTenant(row);
    return Optional.empty();
  }

  /** They come tenant by tenant, and so a name is made for few of the records. */
  private void addTenant(RowView row) {
    int start = row.start(columns.tenant());
    int end = start + row.length(columns.tenant());
    if (tenants.isEmpty()
        || !Arrays.equals(row.buffer(), start, end, lastTenant, 0, lastTenant.length)) {
      lastTenant = Arrays.copyOfRange(row.buffer(), start, end);
      tenants.add(new String(lastTenant, StandardCharsets.UTF_8));
    }
  }

  BufferColumns columns() {
    return columns;
  }

  /** The form of the record that was taken last. */
  String lastForm() {
    return new String(bytes.buffer(), 0, bytes.size(), StandardCharsets.UTF_8);
  }

  /** Its hash as a leaf of the tree. */
  Digest lastLeaf() {
    return Digest.read(leaf, 0);
  }

  SortedSet<String> tenants() {
    return Collections.unmodifiableSortedSet(tenants);
  }

  /** What all of them come to. */
  PartitionContents contents() {
    boolean none = leaves.end() == 0;
    return new PartitionContents(
        leaves.end(),
        none ? Optional.empty() : Optional.of(time(first)),
        none ? Optional.empty() : Optional.of(time(last)),
        leaves.build().root());
  }

  private static Instant time(long microseconds) {
    return EPOCH.plus(microseconds, ChronoUnit.MICROS);
  }
}
