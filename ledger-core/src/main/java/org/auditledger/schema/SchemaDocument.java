package org.auditledger.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.entry.Digest;

/**
 * What is true of a database, object by object.
 *
 * @param kind which side of it this describes
 * @param objects each object by its name, with the value of each of its properties; both sorted by
 *     code point
 */
public record SchemaDocument(
    DocumentKind kind, SortedMap<String, SortedMap<String, String>> objects) {

  /** By code point, which is the order of the UTF-8 bytes, and not that of Java's characters. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  public SchemaDocument {
    SortedMap<String, SortedMap<String, String>> sorted = new TreeMap<>(BY_CODE_POINT);
    objects.forEach(
        (object, properties) -> {
          SortedMap<String, String> own = new TreeMap<>(BY_CODE_POINT);
          properties.forEach((property, value) -> own.put(property, fact(object, property, value)));
          if (own.isEmpty()) {
            throw new IllegalArgumentException("nothing is said about \"" + object + "\"");
          }
          sorted.put(object, Collections.unmodifiableSortedMap(own));
        });
    objects = Collections.unmodifiableSortedMap(sorted);
  }

  private static String fact(String object, String property, String value) {
    return new Fact(object, property, value).value();
  }

  /** The document that says exactly this. A property that is said twice is a caller's mistake. */
  public static SchemaDocument of(DocumentKind kind, Collection<Fact> facts) {
    SortedMap<String, SortedMap<String, String>> objects = new TreeMap<>();
    for (Fact fact : facts) {
      Map<String, String> properties =
          objects.computeIfAbsent(fact.object(), name -> new TreeMap<>());
      if (properties.put(fact.property(), fact.value()) != null) {
        throw new IllegalArgumentException(
            "two values for " + fact.property() + " of " + fact.object());
      }
    }
    return new SchemaDocument(kind, objects);
  }

  /** Reads the text of a document, and takes no other. */
  public static DocumentReading read(String text) {
    return DocumentText.read(text);
  }

  /** The document as canonical JSON: what is stored, and what the digest is of. */
  public String text() {
    return new String(canonical().toBytes(), StandardCharsets.UTF_8);
  }

  /** SHA-256 of the text: of a structure, this is the schema fingerprint. */
  public Digest digest() {
    return canonical().digest();
  }

  /** What has to be said to somebody who knows this document, so that he knows the other. */
  public List<Difference> differencesTo(SchemaDocument after) {
    if (kind != after.kind) {
      throw new IllegalArgumentException(
          "a document of " + kind + " cannot be compared with one of " + after.kind);
    }
    return Difference.between(this, after);
  }

  private CanonicalBytes canonical() {
    CanonicalBytes json = new CanonicalBytes();
    json.raw("{\"_form\":").string(kind.form());
    objects.forEach(
        (object, properties) -> {
          json.raw(',').string(object).raw(':');
          char separator = '{';
          for (Map.Entry<String, String> property : properties.entrySet()) {
            json.raw(separator).string(property.getKey()).raw(':').string(property.getValue());
            separator = ',';
          }
          json.raw('}');
        });
    return json.raw('}');
  }
}
