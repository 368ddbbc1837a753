package org.auditledger.verify;

import java.util.List;
import java.util.OptionalLong;
import org.auditledger.chain.Noted;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** What the checks of entries' content note down, each under the entry's number. */
final class Notes {

  private final int sequenceColumn;
  private final Noted.Builder<Finding> findings = new Noted.Builder<>();
  private final Tally notChecked = new Tally();

  Notes(RowLayout layout) {
    sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
  }

  void finding(RowView row, FindingCode code, String column, String detail) {
    findings.add(new Finding(code, sequence(row), column, detail));
  }

  void notChecked(RowView row, Unchecked.Reason reason, String subject) {
    notChecked.add(reason, subject, sequence(row));
  }

  Noted<Finding> findings() {
    return findings.build();
  }

  List<Unchecked> notChecked() {
    return notChecked.build();
  }

  /** The entry's number, if it has one. */
  OptionalLong sequence(RowView row) {
    return row.isNull(sequenceColumn)
        ? OptionalLong.empty()
        : OptionalLong.of(row.longValue(sequenceColumn));
  }
}
