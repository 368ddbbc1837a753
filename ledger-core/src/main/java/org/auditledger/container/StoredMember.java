package org.auditledger.container;

import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.entry.Digest;

/** A member as the manifest names it: its bytes are those that are stored, compressed or not. */
public record StoredMember(String name, long size, Digest sha256) {

  Members toJson() {
    return new MembersWriter()
        .text("name", name)
        .digest("sha256", sha256)
        .count("size", size)
        .members();
  }

  static StoredMember read(MembersReader json) {
    return new StoredMember(json.text("name"), json.count("size"), json.digest("sha256"));
  }
}
