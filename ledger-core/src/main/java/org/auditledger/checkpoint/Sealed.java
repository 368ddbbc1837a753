package org.auditledger.checkpoint;

import java.util.List;
import org.auditledger.seal.Anchor;
import org.auditledger.verify.Finding;

/**
 * What a seal came to.
 *
 * @param anchor what to keep outside
 * @param entries how many entries are sealed
 * @param statements how many statements of the journal
 * @param isNew whether anything was signed; else nothing had happened since the last seal
 * @param content the first of what is wrong within the entries that were read, though their chain
 *     holds: it is sealed as it is, and stays a finding
 */
public record Sealed(
    Anchor anchor, long entries, long statements, boolean isNew, List<Finding> content) {

  public Sealed {
    content = List.copyOf(content);
  }
}
