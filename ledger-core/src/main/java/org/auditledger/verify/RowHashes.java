package org.auditledger.verify;

import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.canonical.RowForm;
import org.auditledger.entry.Digest;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.TreeHasher;

/** What a row's content hashes to: its place in the chain, and its leaf. Filled row after row. */
final class RowHashes {

  private final LegacyForm legacy;
  private final RowForm form;
  private final CanonicalBytes whole = new CanonicalBytes();
  private final CanonicalBytes bytes = new CanonicalBytes();
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] hash = new byte[Digest.LENGTH];
  private final byte[] leaf = new byte[Digest.LENGTH];
  private FormOutcome hashed = FormOutcome.WRITTEN;
  private FormOutcome sealed = FormOutcome.WRITTEN;

  RowHashes(RowLayout layout) {
    this.legacy = new LegacyForm(layout);
    this.form = RowForm.ofEntries(layout);
  }

  void read(RowView row) {
    whole.clear();
    sealed = form.write(row, whole);
    if (hasLeaf()) {
      hasher.leaf(whole.buffer(), 0, whole.size(), leaf, 0);
    }
    bytes.clear();
    hashed = hasLeaf() ? legacy.write(row, form, whole, bytes) : legacy.write(row, bytes);
    if (hasHash()) {
      bytes.digestInto(hash, 0);
    }
  }

  boolean hasHash() {
    return hashed == FormOutcome.WRITTEN;
  }

  boolean hasLeaf() {
    return sealed == FormOutcome.WRITTEN;
  }

  /** What came of writing the legacy form. */
  FormOutcome hashed() {
    return hashed;
  }

  /** What came of writing the row form. */
  FormOutcome sealed() {
    return sealed;
  }

  /** The hash of the legacy form, if there is one; valid until the next row. */
  byte[] hash() {
    return hash;
  }

  /** The hash of the row form, if there is one; valid until the next row. */
  byte[] leaf() {
    return leaf;
  }
}
