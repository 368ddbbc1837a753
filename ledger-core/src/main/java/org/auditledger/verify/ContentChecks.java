package org.auditledger.verify;

import java.util.List;
import java.util.Map;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.FormOutcome.Unwritable;
import org.auditledger.chain.Noted;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;

/** What is wrong within one entry, without regard to others. */
final class ContentChecks {

  private static final String SEQUENCE_NUMBER = "sequence_number";

  private final int sequenceColumn;
  private final Notes notes;
  private final EnvelopeCheck envelope;
  private final TranscriptCheck transcript;
  private final VerdictCounts verdicts;

  ContentChecks(RowLayout layout, TrustedKeys trusted) {
    sequenceColumn = layout.require(SEQUENCE_NUMBER, ColumnType.BIGINT);
    notes = new Notes(layout);
    envelope = new EnvelopeCheck(layout, notes);
    transcript = new TranscriptCheck(layout, trusted, notes);
    verdicts = new VerdictCounts(layout);
  }

  /** Takes the next row, and what came of writing its two forms. */
  void accept(RowView row, RowHashes hashes) {
    verdicts.accept(row);
    if (row.isNull(sequenceColumn)) {
      notes.finding(
          row, FindingCode.ENTRY_UNNUMBERED, SEQUENCE_NUMBER, SEQUENCE_NUMBER + " is null");
    }
    noteForm(row, hashes.hashed());
    // Both forms stumble over the same value of a column that both have.
    if (!hashes.sealed().equals(hashes.hashed())) {
      noteForm(row, hashes.sealed());
    }
    envelope.accept(row);
    transcript.accept(row, envelope.isPresent(row));
  }

  private void noteForm(RowView row, FormOutcome outcome) {
    if (outcome instanceof Unwritable unwritable && !unwritable.column().equals(SEQUENCE_NUMBER)) {
      notes.finding(
          row,
          FindingCode.VALUE_WITHOUT_FORM,
          unwritable.column(),
          unwritable.column() + " " + unwritable.reason().meaning());
    }
  }

  Noted<Finding> findings() {
    return notes.findings();
  }

  List<Unchecked> notChecked() {
    return notes.notChecked();
  }

  Map<String, Long> verdicts() {
    return verdicts.build();
  }
}
