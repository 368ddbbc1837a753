package org.auditledger.migrate;

import java.util.List;
import org.auditledger.schema.Difference;

/** What came of comparing a database with every state that a ledger can be found in. */
public sealed interface Recognition {

  /** No ledger: none of its tables, views or functions exists. */
  record Nothing() implements Recognition {}

  /** A ledger in this state. */
  record Known(KnownState state) implements Recognition {}

  /**
   * Something of a ledger is there, and it is none of the known states: half-made, or changed.
   *
   * @param nearest the known state from which it differs in the fewest facts
   * @param differences what would have to be done to the nearest state to get this one
   */
  record Unknown(KnownState nearest, List<Difference> differences) implements Recognition {
    public Unknown {
      differences = List.copyOf(differences);
      if (differences.isEmpty()) {
        throw new IllegalArgumentException("what does not differ is known");
      }
    }
  }
}
