package org.auditledger.verify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.RowFormText;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.LoggedLeaf;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.seal.TlogProof;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/**
 * What a proof shows of an entry, to somebody who has nothing but keys that he trusts, or an anchor
 * that he has kept, or both.
 *
 * @param row the entry, as it was sealed
 * @param log the log that it is in
 * @param signedBy who signed that log; nobody unless {@link Worth} says so
 */
public record EntryProof(
    long sequence, Digest hash, RowFormText row, Checkpoint log, List<VerifierKey> signedBy) {

  public EntryProof {
    signedBy = List.copyOf(signedBy);
  }

  /** Whether it is to be believed. */
  public enum Worth {
    /** Signed by a key that is trusted, and the anchor, if there is one, says the same. */
    PROVEN,
    /** Nobody who is trusted signed it. */
    UNKNOWN_KEY,
    /** Nobody who is trusted signed it, but it is in the very log that the anchor is of. */
    ANCHOR_ONLY,
    /** It is signed, and says nothing about the anchor, which is of another size. */
    OTHER_SIZE,
    /** The anchor itself is not signed by anybody who is trusted. */
    UNSIGNED_ANCHOR
  }

  /** What a check of a proof comes to. */
  public sealed interface Outcome {

    /** The entry is in the log; what that is worth depends on who signed it. */
    record Holds(EntryProof entry, Worth worth) implements Outcome {}

    /** It shows nothing: its parts do not belong together. */
    record Broken(String why) implements Outcome {}

    /** Entry and log belong together, and the anchor is of another history. */
    record Contradicted(EntryProof entry, String why) implements Outcome {}

    /** The anchor is of another ledger, so that the two have nothing to do with each other. */
    record OtherLedger(Origin proof, Origin anchor) implements Outcome {}
  }

  /** Checks a proof against all that there is. */
  public static Outcome check(TlogProof proof, TrustedKeys trusted, Optional<Anchor> anchor) {
    NoteOutcome<LoggedLeaf> signed = proof.verify(trusted);
    if (signed instanceof NoteOutcome.Rejected<LoggedLeaf> rejected) {
      return new Outcome.Broken(rejected.why());
    }
    Parsed<LoggedLeaf> leaf = proof.unsigned();
    if (leaf instanceof Parsed.Malformed<LoggedLeaf> malformed) {
      return new Outcome.Broken(malformed.why());
    }
    List<VerifierKey> by =
        signed instanceof NoteOutcome.Verified<LoggedLeaf> verified ? verified.by() : List.of();
    Parsed<EntryProof> entry = entry(((Parsed.Value<LoggedLeaf>) leaf).value(), by);
    if (entry instanceof Parsed.Malformed<EntryProof> malformed) {
      return new Outcome.Broken(malformed.why());
    }
    EntryProof shown = ((Parsed.Value<EntryProof>) entry).value();
    return anchor
        .map(held -> against(shown, held, trusted))
        .orElseGet(() -> new Outcome.Holds(shown, by.isEmpty() ? Worth.UNKNOWN_KEY : Worth.PROVEN));
  }

  /** What the leaf says of itself has to fit where it stands. */
  private static Parsed<EntryProof> entry(LoggedLeaf leaf, List<VerifierKey> by) {
    if (leaf.log().origin().log() != Origin.Log.ENTRIES) {
      return new Parsed.Malformed<>("it is about " + leaf.log().origin() + ", and not an entry");
    }
    Optional<RowFormText> row = RowFormText.read(leaf.leaf().getBytes(StandardCharsets.UTF_8));
    if (row.isEmpty()) {
      return new Parsed.Malformed<>("its leaf is not the row form of an entry");
    }
    if (row.get().integer("sequence_number").orElse(0) != leaf.position()) {
      return new Parsed.Malformed<>(
          "its leaf stands in the place of entry " + leaf.position() + ", and is not that entry");
    }
    Optional<Digest> computed = row.get().entryHash();
    Optional<String> stated = row.get().text("entry_hash");
    if (computed.isEmpty() || !computed.map(Digest::hex).equals(stated)) {
      return new Parsed.Malformed<>(
          "entry "
              + leaf.position()
              + " has not the hash that it says: it comes to "
              + computed.map(Digest::hex).orElse("none"));
    }
    return new Parsed.Value<>(
        new EntryProof(leaf.position(), computed.get(), row.get(), leaf.log(), by));
  }

  private static Outcome against(EntryProof entry, Anchor anchor, TrustedKeys trusted) {
    Checkpoint held = anchor.stated().entries();
    if (!held.origin().equals(entry.log().origin())) {
      return new Outcome.OtherLedger(entry.log().origin(), held.origin());
    }
    NoteOutcome<SignedAnchor> outcome = anchor.verify(trusted);
    if (outcome instanceof NoteOutcome.Rejected<SignedAnchor> rejected) {
      return new Outcome.Contradicted(
          entry, "the anchor is not what was signed: " + rejected.why());
    }
    boolean signed = !entry.signedBy().isEmpty();
    boolean sameSize = held.size() == entry.log().size();
    if (sameSize && !held.root().equals(entry.log().root())) {
      String why =
          "of "
              + held.size()
              + " entries the anchor has root "
              + held.root()
              + ", and the proof leads to "
              + entry.log().root();
      // What nobody signed is no second history, but only no proof.
      return signed ? new Outcome.Contradicted(entry, why) : new Outcome.Broken(why);
    }
    if (!signed) {
      return new Outcome.Holds(entry, sameSize ? Worth.ANCHOR_ONLY : Worth.UNKNOWN_KEY);
    }
    if (!sameSize) {
      return new Outcome.Holds(entry, Worth.OTHER_SIZE);
    }
    return new Outcome.Holds(
        entry,
        outcome instanceof NoteOutcome.Verified<SignedAnchor>
            ? Worth.PROVEN
            : Worth.UNSIGNED_ANCHOR);
  }
}
