package org.auditledger.control;

import org.auditledger.journal.JournalDefect;

/** Whoever reads the journal would refuse this statement, so that it is not recorded. */
public final class StatementRefusedException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient JournalDefect defect;

  StatementRefusedException(JournalDefect defect) {
    super("not recorded: " + defect);
    this.defect = defect;
  }

  /** What the readers would find. */
  public JournalDefect defect() {
    return defect;
  }
}
