package org.auditledger.cli;

import org.auditledger.journal.KeyPurpose;
import org.auditledger.keys.KeyList;
import org.auditledger.keys.KeyTrust;

/** What the commands about keys say in the same words. */
final class KeyWords {

  /** What a list out of the database is worth. */
  static final String HINT =
      "this is what the ledger's own database says, and only a hint: who owns the database can"
          + " change it; trust comes from keys that are held outside (--trust)";

  private KeyWords() {}

  /** What is said of a list out of a journal that does not hold. */
  static CommandFailed broken(KeyList list) {
    return new CommandFailed(
        new Failure(
            ExitCode.HISTORY_BROKEN,
            "the journal is broken: " + list.defects().first().get(0),
            "defects: " + list.defects().total() + "; what it says of keys cannot be relied on",
            "compare the journal with a backup or an anchor; do not append"));
  }

  /** Up to where a retired key counts. */
  static String counts(String purpose, long entries, long statements) {
    String ofEntries = entries == 1 ? "1 entry" : entries + " entries";
    return purpose.equals(KeyPurpose.TRANSCRIPT.word())
        ? "in transcripts of the first " + ofEntries
        : "for the first "
            + (statements == 1 ? "statement" : statements + " statements")
            + ", and checkpoints of up to "
            + ofEntries;
  }

  static String trust(KeyTrust trust) {
    return switch (trust) {
      case TRUSTED -> "trusted: it is among the keys given by --trust";
      case VOUCHED -> "vouched for: a key that is trusted here has registered it";
      case CLAIMED -> "claimed: no key that is trusted here has registered it";
      case NOT_CHECKED -> "not checked: no verifier key is given by --trust";
    };
  }

  /** The same for programs. */
  static String trustWord(KeyTrust trust) {
    return switch (trust) {
      case TRUSTED -> "trusted";
      case VOUCHED -> "vouched";
      case CLAIMED -> "claimed";
      case NOT_CHECKED -> "not_checked";
    };
  }
}
