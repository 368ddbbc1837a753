package org.auditledger.journal;

import java.util.List;
import org.auditledger.seal.NoteSignature;
import org.auditledger.signature.VerifierKey;

/** What a statement in a journal is worth. */
public sealed interface Standing {

  /** It is where it belongs, and these keys, which count at its position, signed it. */
  record Signed(List<VerifierKey> by) implements Standing {
    public Signed {
      by = List.copyOf(by);
      if (by.isEmpty()) {
        throw new IllegalArgumentException("signed by nobody");
      }
    }
  }

  /** It is where it belongs, but nobody who is trusted signed it: whether it is true is open. */
  record SignedByUnknownKey(List<NoteSignature> by) implements Standing {
    public SignedByUnknownKey {
      by = List.copyOf(by);
    }
  }

  /**
   * It cannot be believed, and registers no key. If it is only the sizes of a retirement that
   * cannot be right, the key is retired all the same.
   */
  record Refused(JournalDefect defect) implements Standing {}
}
