package org.auditledger.journal;

import org.auditledger.entry.Digest;

/** The position and hash of a journal's last statement. */
public record JournalHead(long position, Digest hash) {

  /** The head of a journal without statements. */
  public static final JournalHead GENESIS = new JournalHead(0, Digest.ZERO);

  /** Whether a statement is the next one after this head. */
  boolean precedes(Statement statement) {
    return statement.position() == position + 1 && statement.previous().equals(hash);
  }
}
