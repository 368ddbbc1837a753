package org.auditledger.cli;

import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.AuditRequest.Scope;

/**
 * What somebody gave to check a ledger by.
 *
 * @param key whether there is a verifier key, which answers for seals
 * @param anchor whether there is an anchor
 * @param scope which entries were to be read
 */
record Evidence(boolean key, boolean anchor, Scope scope) {

  static Evidence of(AuditRequest request) {
    return new Evidence(
        !request.trusted().noteKeys().isEmpty(), request.anchor().isPresent(), request.scope());
  }
}
