package org.auditledger.canonical;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;

/**
 * The members of what claims to be a part of a document. Whatever is not as it has to be is an
 * {@link IllegalArgumentException}. It need not be strict about members that nobody asks for:
 * whoever reads a document by it writes what was read again, and compares.
 */
public final class MembersReader {

  private final Members json;

  public MembersReader(Members json) {
    this.json = json;
  }

  /** The names of all members. */
  public List<String> names() {
    return List.copyOf(json.values().keySet());
  }

  public Members members() {
    return json;
  }

  public String text(String name) {
    return require(name, Text.class).value();
  }

  public Optional<String> findText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public List<String> texts(String name) {
    return require(name, Sequence.class).values().stream()
        .map(value -> as(name, value, Text.class).value())
        .toList();
  }

  /** A number that cannot be below zero. */
  public long count(String name) {
    long count = require(name, Whole.class).value();
    if (count < 0) {
      throw new IllegalArgumentException("\"" + name + "\" is " + count);
    }
    return count;
  }

  /** Numbers of entries that somebody forged can be below zero. */
  public OptionalLong findNumber(String name) {
    return has(name) ? OptionalLong.of(require(name, Whole.class).value()) : OptionalLong.empty();
  }

  public OptionalLong findCount(String name) {
    return has(name) ? OptionalLong.of(count(name)) : OptionalLong.empty();
  }

  public boolean flag(String name) {
    return require(name, Flag.class).value();
  }

  public Digest digest(String name) {
    return digest(name, text(name));
  }

  private static Digest digest(String name, String hex) {
    if (!Digest.isHex(hex)) {
      throw new IllegalArgumentException("\"" + name + "\" is no digest");
    }
    return Digest.ofHex(hex);
  }

  public Optional<Digest> findDigest(String name) {
    return has(name) ? Optional.of(digest(name)) : Optional.empty();
  }

  /** Digests in an order that means something. */
  public List<Digest> digests(String name) {
    return texts(name).stream().map(hex -> digest(name, hex)).toList();
  }

  public MembersReader object(String name) {
    return new MembersReader(require(name, Members.class));
  }

  public Optional<MembersReader> findObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  public List<MembersReader> objects(String name) {
    return require(name, Sequence.class).values().stream()
        .map(value -> new MembersReader(as(name, value, Members.class)))
        .toList();
  }

  private boolean has(String name) {
    return json.find(name).isPresent();
  }

  private <T extends CanonicalJson> T require(String name, Class<T> type) {
    return as(
        name,
        json.find(name)
            .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing")),
        type);
  }

  /** The value is not quoted: it can be anything, of any length. */
  private static <T extends CanonicalJson> T as(String name, CanonicalJson value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("\"" + name + "\" is of another kind");
    }
    return type.cast(value);
  }
}
