package org.auditledger.seal;

import java.util.function.Function;

/** What came of parsing a text that came from outside. It says nothing about whom to believe. */
public sealed interface Parsed<T> {

  /** The text is in its one canonical form. */
  record Value<T>(T value) implements Parsed<T> {}

  /** It is not. */
  record Malformed<T>(String why) implements Parsed<T> {}

  /** The same refusal, or what this parses out of the value. */
  default <U> Parsed<U> then(Function<T, Parsed<U>> further) {
    if (this instanceof Value<T> parsed) {
      return further.apply(parsed.value());
    }
    return new Malformed<>(((Malformed<T>) this).why());
  }
}
