package org.auditledger.cli;

import org.auditledger.chain.Noted;
import org.auditledger.journal.JournalDefect;

/** What commands that go by the journal say of it in the same words. */
final class JournalWords {

  private JournalWords() {}

  /** Whether what was said can be believed. */
  static String worth(boolean checked, long unknown) {
    if (!checked) {
      return "the journal was not checked: no verifier key is given by --trust";
    }
    return unknown == 0
        ? "each statement of the journal is signed by a key that is trusted or vouched for"
        : "passed over: "
            + Counted.of(unknown, "statement")
            + " of the journal that no key signed that is trusted or vouched for";
  }

  /** What is said after something out of a journal that does not hold. */
  static CommandFailed broken(Noted<JournalDefect> defects) {
    return new CommandFailed(
        new Failure(
            ExitCode.HISTORY_BROKEN,
            "the journal is broken: " + defects.first().get(0),
            "defects: " + defects.total() + "; what it says cannot be relied on",
            "compare the journal with a backup or an anchor; do not append"));
  }
}
