package org.auditledger.migrate;

import java.util.List;
import java.util.Optional;

/**
 * What is true, in words, and what was done about it.
 *
 * @param next the one command that finishes what was begun, if anything is open
 */
public record RecoveryAccount(List<String> found, List<String> done, Optional<String> next) {

  public RecoveryAccount {
    found = List.copyOf(found);
    done = List.copyOf(done);
  }
}
