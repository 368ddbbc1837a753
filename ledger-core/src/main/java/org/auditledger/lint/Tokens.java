package org.auditledger.lint;

import java.util.List;
import java.util.Optional;

/**
 * What a text consists of.
 *
 * @param unreadable where it stops being SQL, and why; the tokens before that are good
 */
record Tokens(List<Token> list, Optional<Unreadable> unreadable) {

  /** Where and why a text is not SQL. */
  record Unreadable(int line, String why) {}

  Tokens {
    list = List.copyOf(list);
  }
}
