package org.auditledger.checkpoint;

import java.util.Optional;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.VerifierKey;

/**
 * Holds the stored checkpoints against what the journal says was sealed last: both are there,
 * signed by a key that counts, and there is none that the journal does not know of.
 */
final class StoredSeal {

  private final SealSource source;
  private final JournalReader journal;
  private final Attempt attempt;

  StoredSeal(SealSource source, JournalReader journal, Attempt attempt) {
    this.source = source;
    this.journal = journal;
    this.attempt = attempt;
  }

  /** The anchor that was handed out for this seal. */
  Anchor verify(SealedHistory.Seal seal, LedgerName ledger) {
    return new Anchor(
        find(
            new Checkpoint(
                new Origin(ledger, Origin.Log.ENTRIES),
                seal.entries().size(),
                seal.entries().root())),
        find(
            new Checkpoint(
                new Origin(ledger, Origin.Log.JOURNAL), seal.position(), seal.journalRoot())));
  }

  private SignedNote find(Checkpoint expected) {
    SignedNote found = null;
    for (Parsed<SignedNote> stored : source.checkpoints(expected.origin(), expected.size())) {
      Optional<Checkpoint> counts = counting(expected.origin(), stored);
      if (counts.isPresent() && !counts.get().equals(expected)) {
        throw broken(
            "a checkpoint of " + expected.size() + " in " + expected.origin() + " is of another",
            "its root is " + counts.get().root() + ", and the journal comes to " + expected.root());
      }
      if (counts.isPresent() && found == null) {
        found = ((Parsed.Value<SignedNote>) stored).value();
      }
    }
    if (found == null) {
      throw broken(
          "the checkpoint of " + expected.size() + " in " + expected.origin() + " is not stored",
          "the journal says that it was signed; it was removed, or changed");
    }
    return found;
  }

  /** Requires that nothing was signed since, of which the journal says nothing. */
  void requireNoneBeyond(Origin origin, long size) {
    for (Parsed<SignedNote> stored : source.checkpointsBeyond(origin, size)) {
      Optional<Checkpoint> counts = counting(origin, stored);
      if (counts.isPresent()) {
        throw broken(
            "a checkpoint of " + counts.get().size() + " in " + origin + " is stored",
            "the journal knows of none; what it said was cut off");
      }
    }
  }

  /** What this note says, if it was signed by a key that counts at that size. */
  private Optional<Checkpoint> counting(Origin origin, Parsed<SignedNote> stored) {
    if (stored instanceof Parsed.Malformed<SignedNote> malformed) {
      throw changed(origin, malformed.why());
    }
    NoteOutcome<Checkpoint> outcome =
        Checkpoint.verify(((Parsed.Value<SignedNote>) stored).value(), journal.trusted());
    if (outcome instanceof NoteOutcome.Rejected<Checkpoint> rejected) {
      throw changed(origin, rejected.why());
    }
    return outcome instanceof NoteOutcome.Verified<Checkpoint> verified
            && verified.by().stream()
                .anyMatch(key -> counts(journal, key, origin.log(), verified.content().size()))
        ? Optional.of(verified.content())
        : Optional.empty();
  }

  /** Whether what this key signed of a log of this size counts, by what is known of it by now. */
  static boolean counts(JournalReader journal, VerifierKey key, Origin.Log log, long size) {
    return journal
        .retirement(KeyPurpose.NOTE, KeyRegistered.of(key).keyId())
        .map(
            retired ->
                size <= (log == Origin.Log.ENTRIES ? retired.entriesSize() : retired.journalSize()))
        .orElse(true);
  }

  private HistoryBrokenException changed(Origin origin, String why) {
    return broken("a stored checkpoint of " + origin + " was changed", why);
  }

  private HistoryBrokenException broken(String what, String why) {
    return attempt.broken(
        what, why, "find out who did; compare the database with an anchor and a backup");
  }
}
