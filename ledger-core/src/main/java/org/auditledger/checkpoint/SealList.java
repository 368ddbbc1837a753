package org.auditledger.checkpoint;

import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Noted;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalDefect;

/**
 * How far a ledger is sealed, as its own database says.
 *
 * @param checked whether somebody is trusted who could have signed it
 * @param entries how many there are
 * @param sealed how many of them the last seal covers that is to be believed; where nobody is
 *     trusted, the last that there is
 * @param total how many seals there are
 * @param seals the last of them, the newest first
 */
public record SealList(
    Optional<LedgerName> ledger,
    boolean checked,
    long entries,
    long sealed,
    long total,
    Noted<JournalDefect> defects,
    List<ListedSeal> seals) {

  public SealList {
    seals = List.copyOf(seals);
  }
}
