package org.auditledger.seal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.entry.Digest;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/** How large a log was, and the root of its tree then (C2SP tlog-checkpoint). */
public record Checkpoint(Origin origin, long size, Digest root) {

  private static final int LINES = 3;

  public Checkpoint {
    if (size < 0) {
      throw new IllegalArgumentException("a log has 0 or more leaves, not " + size);
    }
    if (size == 0 && !root.equals(TreeHasher.EMPTY_ROOT)) {
      throw new IllegalArgumentException("an empty log does not have the root " + root);
    }
  }

  /** The checkpoint as a note's text. */
  public String text() {
    return origin + "\n" + size + "\n" + StrictText.digest(root) + "\n";
  }

  /** The checkpoint as a note, signed under the ledger's name. */
  public SignedNote sign(NoteSigner signer) {
    if (!signer.name().equals(origin.ledger().value())) {
      throw new IllegalArgumentException(
          "a key named " + signer.name() + " does not sign for " + origin.ledger());
    }
    return SignedNote.sign(text(), signer);
  }

  /** Parses a note's text: exactly three lines, no extension lines. */
  public static Parsed<Checkpoint> parse(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    if (lines.size() != LINES + 1 || !lines.get(LINES).isEmpty()) {
      return new Parsed.Malformed<>("a checkpoint has three lines: origin, size and root");
    }
    Optional<Origin> origin = Origin.parse(lines.get(0));
    OptionalLong size = StrictText.decimal(lines.get(1));
    Optional<Digest> root = StrictText.digest(lines.get(2));
    if (origin.isEmpty()) {
      return new Parsed.Malformed<>("the checkpoint's origin is no ledger's entries or journal");
    }
    if (size.isEmpty()) {
      return new Parsed.Malformed<>("the checkpoint's size is no decimal number");
    }
    if (root.isEmpty()) {
      return new Parsed.Malformed<>("the checkpoint's root is not 32 bytes in base64");
    }
    if (size.getAsLong() == 0 && !root.get().equals(TreeHasher.EMPTY_ROOT)) {
      return new Parsed.Malformed<>("the checkpoint's root is not that of an empty log");
    }
    return new Parsed.Value<>(new Checkpoint(origin.get(), size.getAsLong(), root.get()));
  }

  /** The checkpoint that a note carries, if a trusted key of its own ledger signed it. */
  public static NoteOutcome<Checkpoint> verify(SignedNote note, TrustedKeys trusted) {
    Parsed<Checkpoint> parsed = parse(note.text());
    if (parsed instanceof Parsed.Value<Checkpoint> checkpoint) {
      return note.verify(trusted, checkpoint.value().origin().ledger())
          .map(text -> checkpoint.value());
    }
    return new NoteOutcome.Rejected<>(((Parsed.Malformed<Checkpoint>) parsed).why());
  }
}
