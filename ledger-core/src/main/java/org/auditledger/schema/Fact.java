package org.auditledger.schema;

/**
 * One thing that is true of a database.
 *
 * @param object what it is about, in words: {@code column verdict of ledger_entries}
 * @param property which side of it: {@code type}
 * @param value what that is: {@code text}
 */
public record Fact(String object, String property, String value) {

  public Fact {
    if (object.isEmpty() || property.isEmpty() || object.startsWith("_")) {
      throw new IllegalArgumentException(
          "a fact names its object and its property, not \"" + object + "\" \"" + property + "\"");
    }
  }
}
