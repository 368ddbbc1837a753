package org.auditledger.restore;

import java.util.List;
import java.util.Optional;
import org.auditledger.row.RowLayout;
import org.auditledger.schema.SchemaDocument;

/** What is in the database that is to be restored into. */
sealed interface Target {

  /** Nothing that anybody made. */
  record Empty() implements Target {}

  /** Other people's things, and no ledger. */
  record Occupied(List<String> objects) implements Target {
    public Occupied {
      objects = List.copyOf(objects);
    }
  }

  /**
   * A ledger, or what is left of one.
   *
   * @param layout of its entries, where they can be read
   * @param entries how many there are, by the number of the last one
   * @param isMoved whether its journal names another database than the one that it is in
   */
  record Ledger(
      SchemaDocument structure,
      Optional<RowLayout> layout,
      long entries,
      Optional<JournalFound> journal,
      boolean isMoved)
      implements Target {}
}
