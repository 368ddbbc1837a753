package org.auditledger.retention;

import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Noted;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalDefect;

/**
 * The tenants of a ledger.
 *
 * @param ledger its name, if it has a journal
 * @param checked whether somebody is trusted who could have signed the journal
 * @param unknown how many of its statements nobody who is trusted signed
 * @param total how many tenants there are; the list may have fewer
 */
public record TenantList(
    Optional<LedgerName> ledger,
    boolean checked,
    long unknown,
    Noted<JournalDefect> defects,
    List<ListedTenant> tenants,
    long total) {

  public TenantList {
    tenants = List.copyOf(tenants);
  }
}
