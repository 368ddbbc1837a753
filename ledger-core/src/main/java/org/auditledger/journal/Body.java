package org.auditledger.journal;

import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;

/** The members of a body that has what its kind asks for, by their types. */
record Body(Members members) {

  static Body of(Kind kind, Members members) {
    kind.defect(members)
        .ifPresent(
            defect -> {
              throw new IllegalArgumentException("a " + kind + " statement " + defect);
            });
    return new Body(members);
  }

  String text(String name) {
    return ((Text) members.find(name).orElseThrow()).value();
  }

  long count(String name) {
    return ((Whole) members.find(name).orElseThrow()).value();
  }

  OptionalLong countIfPresent(String name) {
    return members.find(name).isPresent() ? OptionalLong.of(count(name)) : OptionalLong.empty();
  }

  boolean flag(String name) {
    return ((Flag) members.find(name).orElseThrow()).value();
  }

  Digest digest(String name) {
    return Digest.ofHex(text(name));
  }
}
