package org.auditledger.cli;

import org.auditledger.entry.Appended;

/** One entry that is durable. */
record AppendedAnswer(
    String format,
    long sequenceNumber,
    String entryHash,
    String timestamp,
    boolean added,
    boolean clockHeld)
    implements Answer {

  static AppendedAnswer of(Appended entry) {
    return new AppendedAnswer(
        "audit-ledger/appended/1",
        entry.sequence(),
        entry.hash().hex(),
        entry.at().toString(),
        entry.added(),
        entry.held());
  }

  @Override
  public String text() {
    return sequenceNumber + " " + entryHash + (added ? "\n" : " was there\n");
  }
}
