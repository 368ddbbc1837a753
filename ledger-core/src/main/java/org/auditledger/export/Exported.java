package org.auditledger.export;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Head;

/**
 * What an export has in it.
 *
 * @param fields of each entry, in order
 * @param entries how many there are
 * @param first the lowest number, if there are any
 * @param last the highest number, likewise
 * @param head where the ledger ended; nothing when its last entry is none that could be continued
 * @param missing how many entries are not in it that the ledger must have; nothing where that
 *     cannot be said, as entries were chosen by what is in them
 */
public record Exported(
    List<String> fields,
    long entries,
    OptionalLong first,
    OptionalLong last,
    Optional<Head> head,
    OptionalLong missing) {

  public Exported {
    fields = List.copyOf(fields);
  }
}
