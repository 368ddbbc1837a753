package org.auditledger.cli;

import org.auditledger.audit.AuditRequest;

/**
 * What somebody gave to check a ledger by.
 *
 * @param key whether there is a verifier key, which answers for seals
 * @param anchor whether there is an anchor
 */
record Evidence(boolean key, boolean anchor) {

  static Evidence of(AuditRequest request) {
    return new Evidence(!request.trusted().noteKeys().isEmpty(), request.anchor().isPresent());
  }
}
