package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.entry.Digest;

/**
 * JSON as the ledger's own documents have it: statements, manifests, fingerprints. There is no null
 * and no fraction, and each value has exactly one text: no white space, members sorted by code
 * point, the escapes of the canonical forms.
 */
public sealed interface CanonicalJson {

  /** How code points compare, which is how their UTF-8 does; Java's own order is that of UTF-16. */
  Comparator<String> BY_CODE_POINT =
      Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  /** A string. */
  record Text(String value) implements CanonicalJson {}

  /** An integer. */
  record Whole(long value) implements CanonicalJson {}

  /** True or false. */
  record Flag(boolean value) implements CanonicalJson {}

  /** Values in an order that means something. */
  record Sequence(List<CanonicalJson> values) implements CanonicalJson {
    public Sequence {
      values = List.copyOf(values);
    }
  }

  /** Named values. */
  record Members(SortedMap<String, CanonicalJson> values) implements CanonicalJson {
    public Members {
      SortedMap<String, CanonicalJson> sorted = new TreeMap<>(BY_CODE_POINT);
      sorted.putAll(values);
      values = Collections.unmodifiableSortedMap(sorted);
    }

    /** The value of this name, if there is one. */
    public Optional<CanonicalJson> find(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /** The text of this name, in an object that is known to have one. */
    public String text(String name) {
      return require(name, Text.class).value();
    }

    /** The integer of this name, in an object that is known to have one. */
    public long whole(String name) {
      return require(name, Whole.class).value();
    }

    /** The object of this name, in an object that is known to have one. */
    public Members members(String name) {
      return require(name, Members.class);
    }

    /** The values of the array of this name, in an object that is known to have one. */
    public List<CanonicalJson> sequence(String name) {
      return require(name, Sequence.class).values();
    }

    private <T extends CanonicalJson> T require(String name, Class<T> type) {
      CanonicalJson value = values.get(name);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no " + type.getSimpleName() + " but " + value);
      }
      return type.cast(value);
    }
  }

  /** An object of these members. */
  static Members members(Map<String, ? extends CanonicalJson> values) {
    return new Members(new TreeMap<>(values));
  }

  /** The value whose canonical text this is; nothing when it is no such text. */
  static Optional<CanonicalJson> parse(byte[] text) {
    return new CanonicalJsonReader(text)
        .read()
        // A reader that takes too much is caught here: what it read has another text.
        .filter(value -> Arrays.equals(value.toBytes(), text));
  }

  /** Appends the text. */
  default void write(CanonicalBytes out) {
    if (this instanceof Text text) {
      out.string(text.value());
    } else if (this instanceof Whole whole) {
      out.integer(whole.value());
    } else if (this instanceof Flag flag) {
      out.raw(flag.value() ? "true" : "false");
    } else if (this instanceof Sequence sequence) {
      char separator = '[';
      for (CanonicalJson value : sequence.values()) {
        value.write(out.raw(separator));
        separator = ',';
      }
      out.raw(sequence.values().isEmpty() ? "[]" : "]");
    } else if (this instanceof Members members) {
      char separator = '{';
      for (Map.Entry<String, CanonicalJson> member : members.values().entrySet()) {
        member.getValue().write(out.raw(separator).string(member.getKey()).raw(':'));
        separator = ',';
      }
      out.raw(members.values().isEmpty() ? "{}" : "}");
    }
  }

  /** The text. */
  default byte[] toBytes() {
    CanonicalBytes out = new CanonicalBytes();
    write(out);
    return out.toBytes();
  }

  /** SHA-256 of the text. */
  default Digest digest() {
    return Digest.sha256(toBytes());
  }
}
