package org.auditledger.migrate;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;

/** What a receipt says about how it is known that no entry changed. */
final class EvidenceBody {

  /** How far the evidence goes. */
  enum Grade {
    /** Where rows lie, how they are read, and that the transaction wrote none. */
    STRUCTURAL,
    /** That, and the seal over every row. */
    SEALED,
    /** That, but a part of the work ran before, in no transaction. */
    OBSERVED
  }

  private EvidenceBody() {}

  static Members of(Work work, Evidence before, Evidence after, Optional<SealedProof> seal) {
    Map<String, CanonicalJson> body = new TreeMap<>();
    body.put("grade", new Text(grade(work, seal).name().toLowerCase(Locale.ROOT)));
    body.put("tables", before.toJson(after));
    seal.ifPresent(
        proof -> {
          body.put("entries_size", new Whole(proof.size()));
          proof.root().ifPresent(root -> body.put("entries_root", new Text(root.hex())));
        });
    return CanonicalJson.members(body);
  }

  private static Grade grade(Work work, Optional<SealedProof> seal) {
    if (seal.flatMap(SealedProof::root).isPresent()) {
      return Grade.SEALED;
    }
    boolean prepared = work.migration().prepare().isPresent() && !work.reverting();
    return prepared ? Grade.OBSERVED : Grade.STRUCTURAL;
  }
}
