package org.auditledger.verify;

import java.util.Optional;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.JsonbObject;
import org.auditledger.canonical.Preimage;
import org.auditledger.canonical.PreimageSearch;
import org.auditledger.entry.Digest;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** The envelope against its hash, and against the columns that repeat what it says. */
final class EnvelopeCheck {

  private final StoredJson envelope;
  private final StoredText hash;
  private final StoredText status;
  private final StoredText verdict;
  private final StoredText reasoning;
  private final Notes notes;
  private final PreimageSearch search = new PreimageSearch();
  private final CanonicalBytes member = new CanonicalBytes();

  EnvelopeCheck(RowLayout layout, Notes notes) {
    this.envelope = new StoredJson(layout, "envelope_json");
    this.hash = new StoredText(layout, "envelope_hash");
    this.status = new StoredText(layout, "verifier_status");
    this.verdict = new StoredText(layout, "verdict");
    this.reasoning = new StoredText(layout, "reasoning");
    this.notes = notes;
  }

  boolean isPresent(RowView row) {
    return envelope.isPresent(row);
  }

  void accept(RowView row) {
    if (!envelope.isPresent(row)) {
      requireAbsent(row, hash);
      requireAbsent(row, status);
      return;
    }
    if (hash.isPresent(row)) {
      compareHash(row);
    } else {
      incomplete(row, hash, "is null beside an envelope");
    }
    envelope.object(row).ifPresent(object -> compareColumns(row, object));
  }

  private void requireAbsent(RowView row, StoredText column) {
    if (column.isPresent(row)) {
      incomplete(row, column, "is " + column.shown(row) + " without an envelope");
    }
  }

  private void incomplete(RowView row, StoredText column, String what) {
    notes.finding(row, FindingCode.ENVELOPE_INCOMPLETE, column.name(), column.name() + " " + what);
  }

  private void compareHash(RowView row) {
    Digest expected = hash.hash(row);
    Preimage found = expected == null ? Preimage.NONE : envelope.find(search, row, expected);
    switch (found) {
      // That the column holds no jsonb is a finding already: it has no row form.
      case FOUND, NOT_JSONB -> {}
      case NONE ->
          notes.finding(
              row,
              FindingCode.ENVELOPE_HASH_WRONG,
              hash.name(),
              hash.name() + " " + hash.shown(row) + " is not the hash of " + envelope.name());
      case NOT_EXHAUSTED ->
          notes.notChecked(row, Unchecked.Reason.TOO_MANY_PREIMAGES, envelope.name());
    }
  }

  private void compareColumns(RowView row, JsonbObject object) {
    compare(row, verdict, object, "verdict");
    compare(row, reasoning, object, "reasoning");
    Optional<JsonbObject> result = object.object("verifier_result");
    if (!result.map(found -> compare(row, status, found, "status")).orElse(false)
        && status.isPresent(row)) {
      differs(row, status, "nothing");
    }
  }

  /** Compares the column that repeats a member, and says whether there is such a member. */
  private boolean compare(RowView row, StoredText column, JsonbObject object, String key) {
    member.clear();
    if (!object.string(key, member)) {
      return false;
    }
    if (!column.holds(row, member)) {
      differs(row, column, StoredText.shown(member.buffer(), 0, member.size()));
    }
    return true;
  }

  private void differs(RowView row, StoredText column, String said) {
    notes.finding(
        row,
        FindingCode.COLUMN_DIFFERS,
        column.name(),
        column.name() + " is " + column.shown(row) + ", the envelope says " + said);
  }
}
