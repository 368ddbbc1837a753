package org.auditledger.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;

/** Collects the members of a part of a document. What there is none of has no member. */
public final class MembersWriter {

  private final TreeMap<String, CanonicalJson> members = new TreeMap<>();

  public MembersWriter text(String name, String value) {
    members.put(name, new Text(value));
    return this;
  }

  public MembersWriter texts(String name, List<String> values) {
    List<CanonicalJson> texts = new ArrayList<>();
    values.forEach(value -> texts.add(new Text(value)));
    members.put(name, new Sequence(texts));
    return this;
  }

  public MembersWriter count(String name, long value) {
    members.put(name, new Whole(value));
    return this;
  }

  public MembersWriter number(String name, OptionalLong value) {
    value.ifPresent(number -> members.put(name, new Whole(number)));
    return this;
  }

  public MembersWriter flag(String name, boolean value) {
    members.put(name, new Flag(value));
    return this;
  }

  public MembersWriter digest(String name, Digest value) {
    return text(name, value.hex());
  }

  public MembersWriter digest(String name, Optional<Digest> value) {
    value.ifPresent(digest -> digest(name, digest));
    return this;
  }

  public MembersWriter object(String name, Members value) {
    members.put(name, value);
    return this;
  }

  public MembersWriter object(String name, Optional<Members> value) {
    value.ifPresent(object -> members.put(name, object));
    return this;
  }

  public MembersWriter objects(String name, List<Members> values) {
    members.put(name, new Sequence(List.<CanonicalJson>copyOf(values)));
    return this;
  }

  public Members members() {
    return new Members(members);
  }
}
