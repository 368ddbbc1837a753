package org.auditledger.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
          && content.first().get(next).sequence().orElse(Long.MAX_VALUE) < broken.sequence()) {
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
      return finding(FindingCode.ENTRIES_MISSING, gap, "sequence_number", missing(gap));
    }
    if (broken instanceof Break.Repeated) {
      return finding(
          FindingCode.ENTRY_REPEATED,
          broken,
          "sequence_number",
          "there is another entry with this number");
    }
    if (broken instanceof Break.OutOfOrder order) {
      return finding(
          FindingCode.ENTRY_OUT_OF_ORDER,
          order,
          "sequence_number",
          "it comes after entry " + order.after());
    }
    if (broken instanceof Break.WrongLink link) {
      String detail = "previous_hash is " + link.claimed() + ", and the hash before it ";
      return finding(FindingCode.LINK_BROKEN, link, "previous_hash", detail + link.before());
    }
    if (broken instanceof Break.WrongHash hash) {
      String detail = "entry_hash is " + hash.stored() + ", computed " + hash.computed();
      return finding(FindingCode.ENTRY_HASH_WRONG, hash, "entry_hash", detail);
    }
    return finding(
        FindingCode.ENTRY_HASH_IMPOSSIBLE,
        broken,
        "entry_hash",
        "its content has no canonical form, and so no hash");
  }

  private static Finding finding(FindingCode code, Break broken, String column, String detail) {
    return broken.sequence() < 1
        ? new Finding(
            FindingCode.ENTRY_OUT_OF_ORDER,
            OptionalLong.of(broken.sequence()),
            "sequence_number",
            "the first entry of a ledger has number 1")
        : new Finding(code, OptionalLong.of(broken.sequence()), column, detail);
  }

  private static String missing(Break.Gap gap) {
    long last = gap.sequence() - 1;
    return gap.expected() == last
        ? "entry " + last + " is missing before it"
        : "entries " + gap.expected() + " to " + last + " are missing before it";
  }
}
