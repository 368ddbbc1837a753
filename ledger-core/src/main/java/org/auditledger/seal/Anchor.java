package org.auditledger.seal;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.seal.NoteOutcome.NoKnownSignature;
import org.auditledger.seal.NoteOutcome.Rejected;
import org.auditledger.seal.NoteOutcome.Verified;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/**
 * What an auditor keeps outside: the checkpoints of both logs of one ledger, as they were signed.
 * That the two belong together is not shown by the file alone; see {@link SignedAnchor#bind}.
 */
public record Anchor(SignedNote entries, SignedNote journal) {

  public Anchor {
    if (checkpoints(entries, journal) instanceof Parsed.Malformed<SignedAnchor> malformed) {
      throw new IllegalArgumentException(malformed.why());
    }
  }

  /** The file: the entries note, one empty line, the journal note. */
  public String encoded() {
    return entries.encoded() + "\n" + journal.encoded();
  }

  /** What the file says, whoever signed it. */
  public SignedAnchor stated() {
    return ((Parsed.Value<SignedAnchor>) checkpoints(entries, journal)).value();
  }

  /**
   * Parses a file. The text of a checkpoint has no empty line in it and neither have signature
   * lines, so that the file has exactly three empty lines, and the second one parts the notes.
   */
  public static Parsed<Anchor> parse(byte[] file) {
    return StrictText.utf8(file)
        .map(Anchor::parse)
        .orElseGet(() -> new Parsed.Malformed<>("the anchor is not UTF-8"));
  }

  private static Parsed<Anchor> parse(String text) {
    List<Integer> emptyLines = new ArrayList<>();
    for (int at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n", at + 1)) {
      emptyLines.add(at + 1);
    }
    if (emptyLines.size() != 3) {
      return new Parsed.Malformed<>(
          "an anchor is two notes with an empty line between them: three empty lines, not "
              + emptyLines.size());
    }
    int parting = emptyLines.get(1);
    return SignedNote.parse(text.substring(0, parting))
        .then(
            entries ->
                SignedNote.parse(text.substring(parting + 1))
                    .then(
                        journal ->
                            checkpoints(entries, journal)
                                .then(both -> new Parsed.Value<>(new Anchor(entries, journal)))));
  }

  /** Verifies both notes: each must be signed by a trusted key of the ledger. */
  public NoteOutcome<SignedAnchor> verify(TrustedKeys trusted) {
    NoteOutcome<Checkpoint> first = Checkpoint.verify(entries, trusted);
    NoteOutcome<Checkpoint> second = Checkpoint.verify(journal, trusted);
    if (first instanceof Rejected<Checkpoint> rejected) {
      return new Rejected<>("the entries note: " + rejected.why());
    }
    if (second instanceof Rejected<Checkpoint> rejected) {
      return new Rejected<>("the journal note: " + rejected.why());
    }
    List<NoteSignature> unknown = new ArrayList<>();
    if (first instanceof Verified<Checkpoint> e && second instanceof Verified<Checkpoint> j) {
      List<VerifierKey> by = new ArrayList<>(e.by());
      j.by().stream().filter(key -> !by.contains(key)).forEach(by::add);
      unknown.addAll(e.unknown());
      unknown.addAll(j.unknown());
      return new Verified<>(new SignedAnchor(e.content(), j.content()), by, unknown);
    }
    for (NoteOutcome<Checkpoint> half : List.of(first, second)) {
      if (half instanceof NoKnownSignature<Checkpoint> none) {
        unknown.addAll(none.unknown());
      }
    }
    return new NoKnownSignature<>(unknown);
  }

  private static Parsed<SignedAnchor> checkpoints(SignedNote entries, SignedNote journal) {
    return Checkpoint.parse(entries.text())
        .then(
            first ->
                Checkpoint.parse(journal.text())
                    .then(
                        second ->
                            SignedAnchor.belongTogether(first, second)
                                ? new Parsed.Value<>(new SignedAnchor(first, second))
                                : new Parsed.Malformed<>(
                                    "an anchor's notes are of the entries and then the journal of "
                                        + "one ledger, not of "
                                        + first.origin()
                                        + " and "
                                        + second.origin())));
  }
}
