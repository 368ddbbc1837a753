package org.auditledger.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
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

  private static final String FORM = "_form";

  public SchemaDocument {
    SortedMap<String, SortedMap<String, String>> sorted =
        new TreeMap<>(CanonicalJson.BY_CODE_POINT);
    objects.forEach(
        (object, properties) -> {
          SortedMap<String, String> own = new TreeMap<>(CanonicalJson.BY_CODE_POINT);
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
    return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8))
        .map(SchemaDocument::read)
        .orElseGet(() -> new DocumentReading.Malformed("it is not canonical JSON"));
  }

  private static DocumentReading read(CanonicalJson json) {
    if (!(json instanceof Members members)
        || !(members.find(FORM).orElse(null) instanceof Text form)) {
      return new DocumentReading.Malformed("it has no form");
    }
    Optional<DocumentKind> kind = DocumentKind.find(form.value());
    if (kind.isEmpty()) {
      return new DocumentReading.Malformed("its form is not known here: " + form.value());
    }
    List<Fact> facts = new ArrayList<>();
    for (Map.Entry<String, CanonicalJson> object : members.values().entrySet()) {
      if (object.getKey().equals(FORM)) {
        continue;
      }
      if (!(object.getValue() instanceof Members properties) || properties.values().isEmpty()) {
        return new DocumentReading.Malformed("it says nothing of \"" + object.getKey() + "\"");
      }
      for (Map.Entry<String, CanonicalJson> property : properties.values().entrySet()) {
        if (!(property.getValue() instanceof Text value)
            || !Fact.canBe(object.getKey(), property.getKey())) {
          return new DocumentReading.Malformed("it says no fact about \"" + object.getKey() + "\"");
        }
        facts.add(new Fact(object.getKey(), property.getKey(), value.value()));
      }
    }
    return new DocumentReading.Read(of(kind.get(), facts));
  }

  /** The document as canonical JSON: what is stored, and what the digest is of. */
  public String text() {
    return new String(json().toBytes(), StandardCharsets.UTF_8);
  }

  /** SHA-256 of the text: of a structure, this is the schema fingerprint. */
  public Digest digest() {
    return json().digest();
  }

  /** What has to be said to somebody who knows this document, so that he knows the other. */
  public List<Difference> differencesTo(SchemaDocument after) {
    if (kind != after.kind) {
      throw new IllegalArgumentException(
          "a document of " + kind + " cannot be compared with one of " + after.kind);
    }
    return Difference.between(this, after);
  }

  private Members json() {
    SortedMap<String, CanonicalJson> members = new TreeMap<>();
    members.put(FORM, new Text(kind.form()));
    objects.forEach(
        (object, properties) -> {
          SortedMap<String, CanonicalJson> values = new TreeMap<>();
          properties.forEach((property, value) -> values.put(property, new Text(value)));
          members.put(object, new Members(values));
        });
    return new Members(members);
  }
}
