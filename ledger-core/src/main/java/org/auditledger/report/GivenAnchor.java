package org.auditledger.report;

import java.nio.charset.StandardCharsets;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.SignedAnchor;

/**
 * An anchor that was given. Whether it was used stands with what was found.
 *
 * @param entries how many it is of
 * @param statements how many of the journal it is of
 * @param root of these entries
 * @param sha256 of its file
 */
public record GivenAnchor(long entries, long statements, Digest root, Digest sha256) {

  /** What an anchor says of itself, whoever signed it. */
  public static GivenAnchor of(Anchor anchor) {
    SignedAnchor stated = anchor.stated();
    // An anchor has one spelling, so that its text is what is in its file.
    return new GivenAnchor(
        stated.entries().size(),
        stated.journal().size(),
        stated.entries().root(),
        Digest.sha256(anchor.encoded().getBytes(StandardCharsets.UTF_8)));
  }

  Members toJson() {
    return new MembersWriter()
        .count("entries", entries)
        .digest("root", root)
        .digest("sha256", sha256)
        .count("statements", statements)
        .members();
  }

  static GivenAnchor read(MembersReader json) {
    return new GivenAnchor(
        json.count("entries"),
        json.count("statements"),
        json.digest("root"),
        json.digest("sha256"));
  }
}
