package org.auditledger.seal;

import java.util.List;
import java.util.function.Function;
import org.auditledger.signature.VerifierKey;

/**
 * What came of verifying what was signed, and what it says if somebody who is trusted signed it.
 */
public sealed interface NoteOutcome<T> {

  /** These keys signed it. Signatures by keys that nobody trusts prove nothing and harm nothing. */
  record Verified<T>(T content, List<VerifierKey> by, List<NoteSignature> unknown)
      implements NoteOutcome<T> {
    public Verified {
      by = List.copyOf(by);
      unknown = List.copyOf(unknown);
      if (by.isEmpty()) {
        throw new IllegalArgumentException("verified by nobody");
      }
    }
  }

  /** It is not what it claims to be. */
  record Rejected<T>(String why) implements NoteOutcome<T> {}

  /** Nobody who is trusted signed it, and nobody who is trusted is falsely said to have. */
  record NoKnownSignature<T>(List<NoteSignature> unknown) implements NoteOutcome<T> {
    public NoKnownSignature {
      unknown = List.copyOf(unknown);
    }
  }

  /** The same outcome for what this makes of the content. */
  default <U> NoteOutcome<U> map(Function<T, U> further) {
    if (this instanceof Verified<T> verified) {
      return new Verified<>(further.apply(verified.content()), verified.by(), verified.unknown());
    }
    if (this instanceof NoKnownSignature<T> none) {
      return new NoKnownSignature<>(none.unknown());
    }
    return new Rejected<>(((Rejected<T>) this).why());
  }
}
