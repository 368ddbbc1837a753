package org.auditledger.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;

/**
 * The members of what claims to be a part of a report. Whatever is not as it has to be is an {@link
 * IllegalArgumentException}, which {@link VerifyReport#read} takes for an answer; members that
 * nobody asks for are left to it, too.
 */
final class Reading {

  private final Members json;

  Reading(Members json) {
    this.json = json;
  }

  List<String> names() {
    return List.copyOf(json.values().keySet());
  }

  Members members() {
    return json;
  }

  String text(String name) {
    return require(name, Text.class).value();
  }

  Optional<String> findText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  List<String> texts(String name) {
    return require(name, Sequence.class).values().stream()
        .map(value -> as(name, value, Text.class).value())
        .toList();
  }

  long count(String name) {
    long count = require(name, Whole.class).value();
    if (count < 0) {
      throw new IllegalArgumentException("\"" + name + "\" is " + count);
    }
    return count;
  }

  /** Numbers of entries that somebody forged can be below zero. */
  OptionalLong findNumber(String name) {
    return has(name) ? OptionalLong.of(require(name, Whole.class).value()) : OptionalLong.empty();
  }

  OptionalLong findCount(String name) {
    return has(name) ? OptionalLong.of(count(name)) : OptionalLong.empty();
  }

  boolean flag(String name) {
    return require(name, Flag.class).value();
  }

  Digest digest(String name) {
    String hex = text(name);
    if (!Digest.isHex(hex)) {
      throw new IllegalArgumentException("\"" + name + "\" is no digest");
    }
    return Digest.ofHex(hex);
  }

  Optional<Digest> findDigest(String name) {
    return has(name) ? Optional.of(digest(name)) : Optional.empty();
  }

  Reading object(String name) {
    return new Reading(require(name, Members.class));
  }

  Optional<Reading> findObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  List<Reading> objects(String name) {
    return require(name, Sequence.class).values().stream()
        .map(value -> new Reading(as(name, value, Members.class)))
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
