package org.auditledger.checkpoint;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.chain.Noted;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.ThisDatabase;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.journal.JournalDefect;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.Explanation;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Origin;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * The ledger's own history and its seals, wherever they are read: nothing is thrown for what is
 * wrong with them. What the entries have to come to is left to who reads the entries.
 */
public final class SealAudit {

  private final SealSource source;
  private final TrustedKeys trusted;
  private final Noted.Builder<Finding> findings = new Noted.Builder<>();
  private final List<String> notChecked = new ArrayList<>();
  private final List<Expected> expected = new ArrayList<>();
  private final JournalReader journal;
  private boolean anchorUsed;

  private SealAudit(SealSource source, TrustedKeys trusted, JournalReader journal) {
    this.source = source;
    this.trusted = trusted;
    this.journal = journal;
  }

  /** Judges what the database has. */
  public static SealAudit read(
      Connection transaction, TrustedKeys trusted, Optional<Anchor> anchor) {
    return read(transaction, trusted, anchor, entry -> {});
  }

  /** Judges what the database has, and hands out each statement of the journal. */
  public static SealAudit read(
      Connection transaction,
      TrustedKeys trusted,
      Optional<Anchor> anchor,
      Consumer<JournalEntry> each) {
    return read(new DatabaseSeals(transaction), trusted, anchor, each);
  }

  /**
   * Judges what there is.
   *
   * @param anchor what somebody has kept outside
   * @param each takes each statement of the journal, as it was judged
   * @throws SealException when the anchor is not one: what was signed was changed, or it is made of
   *     two
   */
  public static SealAudit read(
      SealSource source,
      TrustedKeys trusted,
      Optional<Anchor> anchor,
      Consumer<JournalEntry> each) {
    SealAudit audit = new SealAudit(source, trusted, source.journal(trusted, each));
    if (audit.hasJournal()) {
      audit.judge(anchor);
    } else {
      audit.judgeMissing(anchor);
    }
    return audit;
  }

  /** Whether the ledger's own history has begun. */
  public boolean hasJournal() {
    return journal.head().position() > 0;
  }

  /** The journal, judged to its end; empty where there is none. */
  public JournalReader journal() {
    return journal;
  }

  /** What is wrong. */
  public Noted<Finding> findings() {
    return findings.build();
  }

  /** What could not be checked, and why. */
  public List<String> notChecked() {
    return List.copyOf(notChecked);
  }

  /** What the entries have to come to: up to the last seal, and up to the anchor. */
  public List<Expected> expected() {
    return List.copyOf(expected);
  }

  /** The log of the entries, if the ledger has a name. */
  public Optional<Origin> origin() {
    return journal.ledger().map(ledger -> new Origin(ledger, Origin.Log.ENTRIES));
  }

  /** Whether somebody who is trusted signed the anchor, and it is of this ledger. */
  public boolean isAnchorUsed() {
    return anchorUsed;
  }

  private void judgeMissing(Optional<Anchor> anchor) {
    if (trusted.noteKeys().isEmpty() && anchor.isEmpty()) {
      notChecked.add("the ledger was never adopted: it has no journal, and no seal");
      return;
    }
    String why = anchor.isPresent() ? "there is an anchor of it" : "a key is trusted that signs it";
    add(FindingCode.JOURNAL_MISSING, "there is no journal here, and " + why);
    anchor.ifPresent(
        kept -> {
          Checkpoint entries = kept.stated().entries();
          anchorUsed = isSigned(kept);
          expected.add(new Expected(entries.size(), entries.root(), true));
        });
  }

  private void judge(Optional<Anchor> anchor) {
    Noted<JournalDefect> defects = journal.defects();
    defects.first().forEach(defect -> add(FindingCode.JOURNAL_BROKEN, defect.toString()));
    if (trusted.noteKeys().isEmpty()) {
      notChecked.add("no key is trusted, so that nobody answers for what the journal says");
    } else if (journal.unknown() > 0) {
      notChecked.add(journal.unknown() + " statements are signed by keys that are not trusted");
    }
    Optional<LedgerName> ledger = journal.ledger();
    if (ledger.isEmpty()) {
      return;
    }
    long remembered = anchor.map(kept -> kept.stated().journal().size()).orElse(0L);
    StoredSeal stored = new StoredSeal(source, journal, Attempt.LOOK);
    SealedHistory history =
        SealedHistory.read(
            source,
            journal,
            trusted,
            null,
            remembered,
            seal -> judgeStored(stored, seal, ledger.get()));
    judgeDatabase(history);
    judgeBeyond(stored, history, ledger.get());
    if (history.last().isPresent()) {
      EntriesSealed last = history.last().get().entries();
      expected.add(new Expected(last.size(), last.root(), false));
    } else if (!trusted.noteKeys().isEmpty()) {
      notChecked.add("the entries were never sealed by who is trusted");
    }
    if (anchor.isPresent()) {
      judgeAnchor(anchor.get(), history, ledger.get());
    }
  }

  private void judgeStored(StoredSeal stored, SealedHistory.Seal seal, LedgerName ledger) {
    try {
      Anchor unused = stored.verify(seal, ledger);
    } catch (HistoryBrokenException e) {
      add(FindingCode.CHECKPOINT_BROKEN, sentence(e.explanation()));
    }
  }

  private void judgeBeyond(StoredSeal stored, SealedHistory history, LedgerName ledger) {
    try {
      stored.requireNoneBeyond(
          new Origin(ledger, Origin.Log.ENTRIES),
          history.last().map(seal -> seal.entries().size()).orElse(-1L));
      stored.requireNoneBeyond(
          new Origin(ledger, Origin.Log.JOURNAL), Math.max(-1, history.lastPosition()));
    } catch (HistoryBrokenException e) {
      add(FindingCode.CHECKPOINT_BROKEN, sentence(e.explanation()));
    }
  }

  private void judgeDatabase(SealedHistory history) {
    DatabaseIdentity found = source.database();
    history
        .database()
        .filter(named -> !named.equals(found))
        .ifPresent(
            named ->
                add(
                    FindingCode.DATABASE_UNEXPLAINED,
                    "the journal names "
                        + ThisDatabase.sentence(named)
                        + ", and this is "
                        + ThisDatabase.sentence(found)));
  }

  private void judgeAnchor(Anchor anchor, SealedHistory history, LedgerName ledger) {
    SignedAnchor stated = anchor.stated();
    LedgerName of = stated.entries().origin().ledger();
    if (!of.equals(ledger)) {
      add(
          FindingCode.ANCHOR_OF_OTHER_LEDGER,
          "the anchor is of " + of + ", and the journal here of " + ledger);
      return;
    }
    anchorUsed = isSigned(anchor);
    expected.add(new Expected(stated.entries().size(), stated.entries().root(), true));
    long size = stated.journal().size();
    if (history.rememberedRoot().isEmpty()) {
      add(
          FindingCode.ROLLED_BACK,
          "the anchor is of " + size + " statements, and here are " + history.head().position());
    } else if (!history.rememberedRoot().get().equals(stated.journal().root())) {
      add(
          FindingCode.FORKED,
          "the first " + size + " statements are not those that the anchor is of");
    } else {
      requireOneAnchor(stated, history.rememberedSeal());
    }
  }

  /** Its journal goes on here, so that its last statement says which entries belong to it. */
  private static void requireOneAnchor(SignedAnchor stated, Optional<EntriesSealed> sealed) {
    long size = stated.journal().size();
    if (sealed.isEmpty()
        || stated.bind(size, sealed.get().size(), sealed.get().root())
            instanceof SignedAnchor.Binding.Mixed) {
      throw Attempt.VERIFY.refused(
          SealException.Trouble.TRUST,
          "the two notes of the anchor were not exported together",
          "statement " + size + " of the journal does not seal these entries",
          "use the anchor as it was written; find out who made this one");
    }
  }

  private boolean isSigned(Anchor anchor) {
    NoteOutcome<SignedAnchor> outcome = anchor.verify(journal.trusted());
    if (outcome instanceof NoteOutcome.Rejected<SignedAnchor> rejected) {
      throw Attempt.VERIFY.refused(
          SealException.Trouble.TRUST,
          "the anchor is not what was signed",
          rejected.why(),
          "use the anchor as it was written; find out who changed this one");
    }
    if (outcome instanceof NoteOutcome.Verified<SignedAnchor> verified && counts(verified)) {
      return true;
    }
    notChecked.add("nobody who is trusted signed the anchor, so that it shows what you kept");
    return false;
  }

  private boolean counts(NoteOutcome.Verified<SignedAnchor> verified) {
    SignedAnchor anchor = verified.content();
    return verified.by().stream()
        .anyMatch(key -> counts(key, anchor.entries().size(), anchor.journal().size()));
  }

  /**
   * Whether what this key signed of so many entries and statements counts, by what is known now.
   */
  public boolean counts(VerifierKey key, long entries, long statements) {
    return StoredSeal.counts(journal, key, Origin.Log.ENTRIES, entries)
        && StoredSeal.counts(journal, key, Origin.Log.JOURNAL, statements);
  }

  private static String sentence(Explanation said) {
    return said.what().replaceFirst("^" + Attempt.LOOK.outcome() + ": ", "") + ": " + said.why();
  }

  private void add(FindingCode code, String detail) {
    findings.add(Finding.ofLedger(code, detail));
  }
}
