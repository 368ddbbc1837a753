package org.auditledger.signature;

import java.util.function.Function;

/** What came of reading a key: the key, or why it is refused. */
public sealed interface KeyReading<K> {

  /** A key that passed every check. */
  record Accepted<K>(K key) implements KeyReading<K> {}

  /** No key that can be used. */
  record Refused<K>(KeyRefusal reason) implements KeyReading<K> {}

  /**
   * The key; for who read it from somewhere that must hold one.
   *
   * @param source what was read, as the user calls it: {@code "signing key a.pem"}
   * @throws RefusedKeyException when it is refused
   */
  default K orThrow(String source) {
    if (this instanceof Accepted<K> accepted) {
      return accepted.key();
    }
    throw new RefusedKeyException(source, ((Refused<K>) this).reason());
  }

  /** The same refusal, or what this makes of the key. */
  default <T> KeyReading<T> map(Function<K, T> further) {
    return then(key -> new Accepted<>(further.apply(key)));
  }

  /** The same refusal, or what this reads out of the key. */
  default <T> KeyReading<T> then(Function<K, KeyReading<T>> further) {
    if (this instanceof Accepted<K> accepted) {
      return further.apply(accepted.key());
    }
    return new Refused<>(((Refused<K>) this).reason());
  }
}
