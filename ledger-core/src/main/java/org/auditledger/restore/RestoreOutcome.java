package org.auditledger.restore;

import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalHead;

/**
 * What a restore did.
 *
 * @param state what the ledger's schema is, in words
 * @param isNew whether the database was empty; else entries were added to those that were there
 * @param added how many entries came from the backup
 * @param journal the head of the journal now, where there is one
 * @param manifest the digest of the last backup's manifest
 * @param remarks what is not as it was recorded, in words
 */
public record RestoreOutcome(
    LedgerName ledger,
    String state,
    boolean isNew,
    long added,
    Head head,
    Digest entriesRoot,
    Optional<JournalHead> journal,
    Digest manifest,
    List<String> remarks) {

  public RestoreOutcome {
    remarks = List.copyOf(remarks);
  }
}
