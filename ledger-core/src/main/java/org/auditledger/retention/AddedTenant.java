package org.auditledger.retention;

import org.auditledger.entry.LedgerName;

/**
 * A tenant that is there now.
 *
 * @param position of the statement that says how long its records are kept
 */
public record AddedTenant(LedgerName ledger, Tenant tenant, long position) {}
