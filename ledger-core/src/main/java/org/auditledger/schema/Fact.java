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
    if (!canBe(object, property)) {
      throw new IllegalArgumentException(
          "a fact names its object and its property, not \"" + object + "\" \"" + property + "\"");
    }
  }

  /** Whether these can be names: what begins with an underscore is for the document itself. */
  static boolean canBe(String object, String property) {
    return !object.isEmpty() && !property.isEmpty() && !object.startsWith("_");
  }
}
