package org.auditledger.verify;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.chain.Break;
import org.auditledger.chain.Noted;

/** Says what is broken in a chain as findings. */
final class ChainFindings {

  private ChainFindings() {}

  /** Both, by entry: each comes in the order of the rows, and so do their first ones together. */
  static Noted<Finding> merge(Noted<Break> breaks, Noted<Finding> content) {
    List<Finding> merged = new ArrayList<>();
    int next = 0;
    for (Break broken : breaks.first()) {
      while (next < content.first().size()
          && content.first().get(next).sequence() < broken.sequence()) {
        merged.add(content.first().get(next++));
      }
      merged.add(of(broken));
    }
    merged.addAll(content.first().subList(next, content.first().size()));
    return new Noted<>(
        merged.subList(0, Math.min(merged.size(), Noted.KEPT)),
        Math.addExact(breaks.total(), content.total()));
  }

  private static Finding of(Break broken) {
    if (broken instanceof Break.Gap gap) {
      return gap(gap);
    }
    if (broken instanceof Break.WrongLink link) {
      String detail = "previous_hash is " + link.claimed() + ", and the hash before it ";
      return new Finding(
          FindingCode.LINK_BROKEN, link.sequence(), "previous_hash", detail + link.before());
    }
    if (broken instanceof Break.WrongHash hash) {
      String detail = "entry_hash is " + hash.stored() + ", computed " + hash.computed();
      return new Finding(FindingCode.ENTRY_HASH_WRONG, hash.sequence(), "entry_hash", detail);
    }
    if (broken instanceof Break.Repeated) {
      return new Finding(
          FindingCode.ENTRY_REPEATED,
          broken.sequence(),
          "sequence_number",
          "there is another entry with this number");
    }
    if (broken instanceof Break.OutOfOrder order) {
      return new Finding(
          FindingCode.ENTRY_OUT_OF_ORDER,
          order.sequence(),
          "sequence_number",
          "it was read after entry " + order.after());
    }
    return new Finding(
        FindingCode.ENTRY_HASH_IMPOSSIBLE,
        broken.sequence(),
        "entry_hash",
        "its content has no canonical form, and so no hash");
  }

  private static Finding gap(Break.Gap gap) {
    long last = gap.sequence() - 1;
    String missing =
        gap.expected() == last
            ? "entry " + last + " is missing"
            : "entries " + gap.expected() + " to " + last + " are missing";
    return new Finding(
        FindingCode.ENTRIES_MISSING, gap.sequence(), "sequence_number", missing + " before it");
  }
}
