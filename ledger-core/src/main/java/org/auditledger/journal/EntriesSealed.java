package org.auditledger.journal;

import java.util.Map;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Parsed;

/** What a {@link Kind#CHECKPOINT} statement says: so many entries, with this root. */
public record EntriesSealed(long size, Digest root) {

  public EntriesSealed {
    if (size < 0) {
      throw new IllegalArgumentException("a log has 0 or more leaves, not " + size);
    }
  }

  /** What the body of a statement seals. */
  public static Parsed<EntriesSealed> read(Members members) {
    Body body = Body.of(Kind.CHECKPOINT, members);
    return new Parsed.Value<>(new EntriesSealed(body.count("size"), body.digest("root")));
  }

  /** The body of the statement. */
  public Members toBody() {
    return CanonicalJson.members(Map.of("root", new Text(root.hex()), "size", new Whole(size)));
  }
}
