package org.auditledger.seal;

import java.util.Optional;
import org.auditledger.entry.LedgerName;

/** Which log a checkpoint is of. A ledger has two, and one name. */
public record Origin(LedgerName ledger, Log log) {

  /** The logs of a ledger. */
  public enum Log {
    /** Its entries. */
    ENTRIES("/entries"),
    /** Its own history. */
    JOURNAL("/journal");

    private final String suffix;

    Log(String suffix) {
      this.suffix = suffix;
    }
  }

  /** The origin that this line names, if it is one of a ledger. */
  public static Optional<Origin> parse(String line) {
    for (Log log : Log.values()) {
      if (line.endsWith(log.suffix)) {
        String name = line.substring(0, line.length() - log.suffix.length());
        return LedgerName.isName(name)
            ? Optional.of(new Origin(new LedgerName(name), log))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The line. */
  @Override
  public String toString() {
    return ledger + log.suffix;
  }
}
