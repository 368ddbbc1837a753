package org.auditledger.journal;

import java.util.Map;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;

/** The head of a ledger as statements have it. */
public final class JsonHead {

  private JsonHead() {}

  /** As {@code {"hash":…,"sequence":…}}. */
  public static Members of(Head head) {
    return CanonicalJson.members(
        Map.of("hash", new Text(head.hash().hex()), "sequence", new Whole(head.sequence())));
  }

  /** The head that these members, which are known to be one, say. */
  public static Head read(Members json) {
    return new Head(json.whole("sequence"), Digest.ofHex(json.text("hash")));
  }
}
