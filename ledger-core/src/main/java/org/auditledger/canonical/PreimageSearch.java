package org.auditledger.canonical;

import org.auditledger.entry.Digest;

/**
 * Looks for the JSON that Python hashed among all that jsonb would have stored as the same value.
 *
 * <p>Integers and positive zeros come first, then the candidate with all of them the other way,
 * then those ever further from these two: numbers of one document tend to be of one kind.
 */
public final class PreimageSearch {

  /** How many candidates are tried. */
  public static final int BOUND = 4096;

  private final JsonbText jsonb = new JsonbText();
  private final PythonJson python = new PythonJson();

  /** Whether some candidate for this jsonb text has this digest, as far as {@link #BOUND} goes. */
  public Preimage find(byte[] text, int offset, int length, Digest expected) {
    return find(text, offset, length, expected, BOUND);
  }

  Preimage find(byte[] text, int offset, int length, Digest expected, int bound) {
    if (!jsonb.isWhole(text, offset, length)) {
      return Preimage.NOT_JSONB;
    }
    if (!python.read(text, offset, length)) {
      return Preimage.NONE;
    }
    Candidates candidates = new Candidates(python.places());
    for (int tried = 0; tried < bound; tried++) {
      if (python.digest(candidates.current()).equals(expected)) {
        return Preimage.FOUND;
      }
      if (!candidates.advance()) {
        return Preimage.NONE;
      }
    }
    return Preimage.NOT_EXHAUSTED;
  }
}
