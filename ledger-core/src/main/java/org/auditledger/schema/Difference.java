package org.auditledger.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** What one document says of an object and another does not. */
public sealed interface Difference {

  /** Which object, in words. */
  String object();

  /** The difference as a sentence for a person, on one line. */
  String sentence();

  /** Only the second document knows the object. */
  record Added(String object, SortedMap<String, String> properties) implements Difference {
    @Override
    public String sentence() {
      return Excerpt.onOneLine(object) + ": added" + Excerpt.gist(properties);
    }
  }

  /** Only the first document knows the object. */
  record Removed(String object, SortedMap<String, String> properties) implements Difference {
    @Override
    public String sentence() {
      return Excerpt.onOneLine(object) + ": removed" + Excerpt.gist(properties);
    }
  }

  /**
   * Both know the object, and a property of it is not the same.
   *
   * @param before what the first document says of it, if anything
   * @param after what the second says of it, if anything
   */
  record Changed(String object, String property, Optional<String> before, Optional<String> after)
      implements Difference {

    public Changed {
      if (before.equals(after)) {
        throw new IllegalArgumentException(property + " of " + object + " is the same");
      }
    }

    @Override
    public String sentence() {
      return Excerpt.onOneLine(object + ": " + property) + " " + Excerpt.change(before, after);
    }
  }

  /** Every difference, sorted by object and property. */
  static List<Difference> between(SchemaDocument before, SchemaDocument after) {
    TreeSet<String> names = new TreeSet<>(before.objects().comparator());
    names.addAll(before.objects().keySet());
    names.addAll(after.objects().keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      SortedMap<String, String> old = before.objects().get(name);
      SortedMap<String, String> now = after.objects().get(name);
      if (old == null && now != null) {
        differences.add(new Added(name, now));
      } else if (now == null && old != null) {
        differences.add(new Removed(name, old));
      } else if (old != null && now != null) {
        addChanges(differences, name, old, now);
      }
    }
    return List.copyOf(differences);
  }

  private static void addChanges(
      List<Difference> differences,
      String object,
      SortedMap<String, String> before,
      SortedMap<String, String> after) {
    TreeSet<String> properties = new TreeSet<>(before.comparator());
    properties.addAll(before.keySet());
    properties.addAll(after.keySet());
    for (String property : properties) {
      Optional<String> old = Optional.ofNullable(before.get(property));
      Optional<String> now = Optional.ofNullable(after.get(property));
      if (!old.equals(now)) {
        differences.add(new Changed(object, property, old, now));
      }
    }
  }
}
