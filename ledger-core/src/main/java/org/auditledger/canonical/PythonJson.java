package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.entry.Digest;

/**
 * What Python may have hashed before it became this jsonb:
 *
 * <pre>json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)</pre>
 *
 * <p>jsonb keeps all but two things of it: a float of 1e16 or more is printed as an integer, and
 * -0.0 without its sign. Each number that may have been either is a place with two spellings.
 */
final class PythonJson {

  /** An integer of so many digits may have been a float; a shorter one has kept its fraction. */
  private static final int FLOAT_DIGITS = 17;

  private final JsonbTree tree = new JsonbTree();
  private final CanonicalBytes out = new CanonicalBytes();
  private final MessageDigest sha256 = Digest.newSha256();
  private final byte[] hash = new byte[Digest.LENGTH];
  private final List<Place> places = new ArrayList<>();
  private boolean possible;
  private byte[] text = new byte[0];

  /** A number that jsonb may have changed: where it goes, and its spellings. */
  private record Place(int at, String plain, String alternative) {}

  /**
   * Reads a whole jsonb text.
   *
   * @return whether there is a Python value that jsonb prints so
   */
  boolean read(byte[] jsonb, int offset, int length) {
    text = jsonb;
    tree.read(jsonb, offset, length);
    out.clear();
    places.clear();
    possible = true;
    writeAll();
    text = hash;
    return possible;
  }

  /** How many numbers have two spellings. */
  int places() {
    return places.size();
  }

  /** The digest of the JSON that has the second spelling where {@code alternative} says so. */
  Digest digest(boolean[] alternative) {
    int from = 0;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      sha256.update(out.buffer(), from, place.at - from);
      String spelling = alternative[i] ? place.alternative : place.plain;
      sha256.update(spelling.getBytes(StandardCharsets.US_ASCII));
      from = place.at;
    }
    sha256.update(out.buffer(), from, out.size() - from);
    return Digest.of(sha256.digest());
  }

  private void writeAll() {
    int node = 0;
    while (node != JsonbTree.NONE) {
      writeStart(node);
      if (tree.first(node) != JsonbTree.NONE) {
        node = tree.first(node);
        continue;
      }
      writeEnd(node);
      while (node != JsonbTree.NONE && tree.next(node) == JsonbTree.NONE) {
        node = tree.parent(node);
        if (node != JsonbTree.NONE) {
          writeEnd(node);
        }
      }
      if (node != JsonbTree.NONE) {
        out.raw(',');
        node = tree.next(node);
      }
    }
  }

  /** A key, and the value up to where its own values go. */
  private void writeStart(int node) {
    if (tree.keyFrom(node) != JsonbTree.NONE) {
      out.raw(text, tree.keyFrom(node), tree.keyTo(node) - tree.keyFrom(node)).raw(':');
    }
    int from = tree.from(node);
    int length = tree.to(node) - from;
    switch (text[from]) {
      case '{', '[' -> out.raw((char) text[from]);
      // A string's literal is the same bytes in jsonb and in Python.
      case '"', 't', 'f', 'n' -> out.raw(text, from, length);
      default -> writeNumber(new String(text, from, length, StandardCharsets.US_ASCII));
    }
  }

  private void writeEnd(int node) {
    if (tree.isObject(node)) {
      out.raw('}');
    } else if (tree.isArray(node)) {
      out.raw(']');
    }
  }

  private void writeNumber(String number) {
    if (number.indexOf('.') >= 0) {
      String spelling = PythonFloat.of(number);
      if (spelling == null) {
        possible = false;
      } else if (spelling.equals("0.0")) {
        places.add(new Place(out.size(), spelling, "-0.0"));
      } else {
        out.raw(spelling);
      }
      return;
    }
    String spelling = isLong(number) ? PythonFloat.of(number) : null;
    if (spelling == null) {
      out.raw(number);
    } else {
      places.add(new Place(out.size(), number, spelling));
    }
  }

  private static boolean isLong(String integer) {
    return integer.length() - (integer.startsWith("-") ? 1 : 0) >= FLOAT_DIGITS;
  }
}
