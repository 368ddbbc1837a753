package org.auditledger.audit;

import org.auditledger.row.RowLayout;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.LeafConsumer;

/** Whether a table has what a ledger's entries need. */
final class Requirements {

  private Requirements() {}

  static boolean isLedger(RowLayout layout) {
    try {
      EntryChecks unused = new EntryChecks(layout, TrustedKeys.NONE, LeafConsumer.NONE);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
