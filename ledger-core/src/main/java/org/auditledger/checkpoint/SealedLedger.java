package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.checkpoint.SealedHistory.Seal;
import org.auditledger.control.JournalTable;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.journal.JournalReader;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.signature.TrustedKeys;

/**
 * A seal of a ledger that is to be believed, and the anchor of it: the last that is stored, or one
 * that was kept outside and is what the journal goes on from.
 *
 * @param journal as it was judged
 */
record SealedLedger(JournalReader journal, LedgerName ledger, Anchor anchor, SignedAnchor signed) {

  /** The last seal that counts. */
  static SealedLedger read(Connection connection, TrustedKeys trusted, Attempt attempt)
      throws SQLException {
    JournalReader journal = journal(connection, trusted, attempt);
    LedgerName ledger = journal.ledger().orElseThrow();
    SealedHistory history =
        SealedHistory.read(new DatabaseSeals(connection), journal, trusted, null, 0);
    Seal seal =
        history
            .last()
            .orElseThrow(
                () ->
                    attempt.refused(
                        Trouble.UNSEALED,
                        "nothing is sealed here by who is trusted",
                        "the journal has no CHECKPOINT that counts",
                        "seal the ledger, on a host that has its key: audit-ledger checkpoint"
                            + " create"));
    Anchor anchor =
        new StoredSeal(new DatabaseSeals(connection), journal, attempt).verify(seal, ledger);
    return new SealedLedger(journal, ledger, anchor, verified(anchor, journal, attempt));
  }

  /** The seal that this anchor is of. */
  static SealedLedger read(
      Connection connection, TrustedKeys trusted, Anchor anchor, Attempt attempt)
      throws SQLException {
    JournalReader journal = journal(connection, trusted, attempt);
    LedgerName ledger = journal.ledger().orElseThrow();
    SignedAnchor signed = verified(anchor, journal, attempt);
    if (!signed.entries().origin().ledger().equals(ledger)) {
      throw attempt.refused(
          Trouble.TRUST,
          "the anchor is of " + signed.entries().origin().ledger(),
          "the journal here is of " + ledger,
          "name an anchor of this ledger, or the other database");
    }
    long size = signed.journal().size();
    SealedHistory history =
        SealedHistory.read(new DatabaseSeals(connection), journal, trusted, null, size);
    if (!history.rememberedRoot().equals(Optional.of(signed.journal().root()))) {
      boolean shorter = history.rememberedRoot().isEmpty();
      throw attempt.broken(
          shorter ? "the ledger was rolled back" : "the journal is not the one of the anchor",
          shorter
              ? "the anchor is of "
                  + size
                  + " statements, and there are "
                  + history.head().position()
              : "its first " + size + " statements have another root",
          "find out what was restored here, and when; compare it with a backup");
    }
    EntriesSealed sealed = history.rememberedSeal().orElse(null);
    if (sealed == null
        || signed.bind(size, sealed.size(), sealed.root()) instanceof SignedAnchor.Binding.Mixed) {
      throw attempt.broken(
          "the two notes of the anchor were not exported together",
          "statement " + size + " of the journal does not seal these entries",
          "use the anchor as it was written; find out who made this one");
    }
    return new SealedLedger(journal, ledger, anchor, signed);
  }

  private static JournalReader journal(Connection connection, TrustedKeys trusted, Attempt attempt)
      throws SQLException {
    JournalReader journal = JournalTable.read(connection, trusted);
    if (journal.head().position() == 0) {
      throw attempt.noLedger("its journal has not begun");
    }
    if (journal.defects().total() > 0) {
      throw attempt.broken(
          "the journal is broken: " + journal.defects().first().get(0),
          journal.defects().total() + " defects; what it says was sealed cannot be relied on",
          "compare the journal with a backup or an anchor; do not append");
    }
    return journal;
  }

  private static SignedAnchor verified(Anchor anchor, JournalReader journal, Attempt attempt) {
    NoteOutcome<SignedAnchor> outcome = anchor.verify(journal.trusted());
    if (outcome instanceof NoteOutcome.Verified<SignedAnchor> verified) {
      return verified.content();
    }
    throw attempt.refused(
        Trouble.TRUST,
        "nobody who is trusted here signed the anchor",
        outcome instanceof NoteOutcome.Rejected<SignedAnchor> rejected
            ? rejected.why()
            : "its signatures are by keys that are not known",
        "say whom to trust: --trust FILE, with the ledger's verifier key");
  }
}
