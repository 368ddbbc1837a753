package org.auditledger.journal;

import java.util.Set;
import java.util.regex.Pattern;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.entry.Digest;

/** What a member of a statement looks like. */
enum Shape {
  /** A string that is not empty. */
  TEXT,
  /** An integer from 0. */
  COUNT,
  /** True or false. */
  FLAG,
  /** 64 hexadecimal digits, lower case. */
  DIGEST,
  /** A point in time, with six digits and a Z. */
  TIME,
  /** {@code {"hash":…,"sequence":…}}: the last entry, or 64 zeros and 0. */
  HEAD,
  /** {@code {"oid":…,"system_identifier":…}}: which database of which cluster. */
  DATABASE,
  /** Strings. */
  TEXTS,
  /** Objects whose members the kind's table describes in words. */
  OBJECTS,
  /** An object whose members the kind's table describes in words. */
  OBJECT;

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

  boolean fits(CanonicalJson value) {
    return switch (this) {
      case TEXT -> value instanceof Text text && !text.value().isEmpty();
      case COUNT -> value instanceof Whole whole && whole.value() >= 0;
      case FLAG -> value instanceof Flag;
      case DIGEST -> value instanceof Text text && HEX.matcher(text.value()).matches();
      case TIME -> value instanceof Text text && INSTANT.matcher(text.value()).matches();
      case HEAD -> isHead(value);
      case DATABASE -> isObject(value, "oid", COUNT, "system_identifier", TEXT);
      case TEXTS -> value instanceof Sequence list && list.values().stream().allMatch(TEXT::fits);
      case OBJECTS ->
          value instanceof Sequence list && list.values().stream().allMatch(OBJECT::fits);
      case OBJECT -> value instanceof Members;
    };
  }

  /** An empty ledger's hash is zeros: anything else would be no head. */
  private static boolean isHead(CanonicalJson value) {
    return isObject(value, "hash", DIGEST, "sequence", COUNT)
        && value instanceof Members head
        && (head.whole("sequence") > 0 || head.text("hash").equals(Digest.ZERO.hex()));
  }

  private static boolean isObject(
      CanonicalJson value, String first, Shape firstShape, String second, Shape secondShape) {
    return value instanceof Members object
        && object.values().keySet().equals(Set.of(first, second))
        && object.find(first).filter(firstShape::fits).isPresent()
        && object.find(second).filter(secondShape::fits).isPresent();
  }
}
