package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Head;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.checkpoint.SealedHistory.Seal;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.ThisDatabase;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.Session;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.seal.ProofOutcome;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.seal.TiledTree;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.Finding;
import org.jspecify.annotations.Nullable;

/**
 * One seal, in one transaction, which the caller commits. It takes the journal's lock and not that
 * of appends: the head is read once, entries up to it are durable as soon as this transaction is,
 * and what is appended meanwhile is left to the next seal.
 */
final class Sealing {

  private static final EntriesSealed NOTHING = new EntriesSealed(0, TreeHasher.EMPTY_ROOT);

  /** Between two pieces tiles are stored: their 256 tiles are held until then. */
  private static final long PIECE = 1 << 16;

  private final Session session;
  private final Connection connection;
  private final SealingKey key;
  private final Recorder recorder;
  private final TrustedKeys trusted;
  private final LastCheckpoint memory;
  private @Nullable SealedHistory known;

  /**
   * @param known what this sealer has read of the journal before, if anything
   */
  Sealing(
      Session session,
      SealingKey key,
      Recorder recorder,
      TrustedKeys trusted,
      LastCheckpoint memory,
      @Nullable SealedHistory known) {
    this.session = session;
    this.connection = session.connection();
    this.key = key;
    this.recorder = recorder;
    this.trusted = trusted;
    this.memory = memory;
    this.known = known;
  }

  /** What has been read of the journal by now. */
  @Nullable SealedHistory known() {
    return known;
  }

  Sealed run() throws SQLException {
    JournalReader journal = journal();
    Optional<SignedAnchor> remembered = memory.read();
    SealedHistory history = history(journal, remembered);
    Optional<Anchor> stored = stored(journal, history);

    EntriesSealed sealed = history.last().map(Seal::entries).orElse(NOTHING);
    TileTable tiles = new TileTable(connection, key.origin(Origin.Log.ENTRIES), Attempt.SEAL);
    EntriesTree tree = new EntriesTree(tiles, sealed);
    EntriesReading reading = EntriesReading.into(tree, session, journal.trusted());
    Head head = head(sealed);
    resume(tree, reading, sealed, remembered);
    // Only now is what is stored known to be what this key may go on from.
    if (remembered.isEmpty()) {
      memory.begin();
    }
    stored.ifPresent(memory::remember);
    grow(tree, tiles, reading, sealed.size(), head.sequence());
    List<Finding> content = reading.requireChain(head);
    EntriesSealed grown = tree.grown();
    boolean isNew =
        history
            .last()
            .filter(seal -> seal.entries().equals(grown))
            .filter(seal -> seal.position() == journal.head().position())
            .isEmpty();
    Anchor anchor = isNew ? sign(grown) : stored.orElseThrow();
    long statements = journal.head().position() + (isNew ? 1 : 0);
    return new Sealed(anchor, grown.size(), statements, isNew, content);
  }

  private JournalReader journal() throws SQLException {
    if (JournalTable.exists(connection)) {
      JournalReader journal = recorder.read(connection);
      if (journal.head().position() > 0) {
        return journal;
      }
    }
    throw Attempt.SEAL.noLedger("its journal has not begun");
  }

  /** What the journal says, if that is what this key may go on from. */
  private SealedHistory history(JournalReader journal, Optional<SignedAnchor> remembered)
      throws SQLException {
    long size = remembered.map(anchor -> anchor.journal().size()).orElse(0L);
    SealedHistory history = known;
    if (history == null || !history.readOn(connection, journal, size)) {
      history =
          SealedHistory.read(
              new DatabaseSeals(connection), journal, trusted, key.signer().verifier(), size);
    }
    known = history;
    if (!history.head().equals(journal.head())) {
      throw broken(
          "the journal changed while it was read",
          "nobody adds to it while its lock is held, so somebody did who owns the database",
          "append nothing; compare the journal with a backup or an anchor");
    }
    requireSameDatabase(history);
    if (remembered.isEmpty() && history.isBySigner()) {
      throw memory.lost();
    }
    if (remembered.isPresent()) {
      requireNotRolledBack(remembered.get(), history);
    }
    return history;
  }

  private void requireSameDatabase(SealedHistory history) throws SQLException {
    DatabaseIdentity named = history.database().orElseThrow();
    DatabaseIdentity found = ThisDatabase.of(connection);
    if (!named.equals(found)) {
      throw broken(
          "this is not the database that the journal names",
          "it names "
              + ThisDatabase.sentence(named)
              + "; this is "
              + ThisDatabase.sentence(found)
              + ": a copy, moved, or restored",
          "seal the ledger itself; if it was moved here: audit-ledger restore with its last"
              + " backup");
    }
  }

  private static void requireNotRolledBack(SignedAnchor remembered, SealedHistory history) {
    long entries = history.last().map(seal -> seal.entries().size()).orElse(0L);
    long statements = history.last().map(Seal::position).orElse(0L);
    if (remembered.entries().size() > entries || remembered.journal().size() > statements) {
      throw broken(
          "the database was rolled back",
          "this key has sealed "
              + sizes(remembered.entries().size(), remembered.journal().size())
              + ", and here no more than "
              + sizes(entries, statements),
          "find out what was restored here, and when; a new ledger needs a key of its own");
    }
    if (!history.rememberedRoot().equals(Optional.of(remembered.journal().root()))) {
      throw broken(
          "the journal is not the one that this key signed",
          "its first " + remembered.journal().size() + " statements have another root",
          "compare the journal with an anchor and a backup; append nothing");
    }
  }

  private static String sizes(long entries, long statements) {
    return entries + " entries and " + statements + " statements";
  }

  private Optional<Anchor> stored(JournalReader journal, SealedHistory history)
      throws SQLException {
    StoredSeal checkpoints = new StoredSeal(new DatabaseSeals(connection), journal, Attempt.SEAL);
    Optional<Seal> seal = history.last();
    checkpoints.requireNoneBeyond(
        key.origin(Origin.Log.ENTRIES), seal.map(last -> last.entries().size()).orElse(-1L));
    checkpoints.requireNoneBeyond(key.origin(Origin.Log.JOURNAL), history.lastPosition());
    return seal.isEmpty()
        ? Optional.empty()
        : Optional.of(checkpoints.verify(seal.get(), key.ledger()));
  }

  private Head head(EntriesSealed sealed) throws SQLException {
    Head head =
        LedgerTable.head(connection)
            .orElseThrow(
                () ->
                    new SealException(
                        Trouble.ENTRIES,
                        "nothing was sealed: the last entry has no hash that is one",
                        "somebody has changed it",
                        "find out who did, and compare with a backup; do not append"));
    if (head.sequence() < sealed.size()) {
      throw broken(
          "entries " + (head.sequence() + 1) + " to " + sealed.size() + " were sealed and are gone",
          "the ledger ends with entry " + head.sequence(),
          "find out who removed them; restore them from a backup; do not append");
    }
    return head;
  }

  private static void resume(
      EntriesTree tree,
      EntriesReading reading,
      EntriesSealed sealed,
      Optional<SignedAnchor> remembered)
      throws SQLException {
    if (sealed.size() > 0) {
      reading.read(tree.first(), sealed.size());
    }
    TiledTree before = tree.resume();
    if (remembered.isPresent()) {
      Checkpoint own = remembered.get().entries();
      // One and the same proof leads to both roots: were each computed from tiles for itself, tiles
      // of two histories could give one root each.
      ProofOutcome outcome =
          Proofs.consistency(before, own.size(), sealed.size()).check(own.root(), sealed.root());
      if (!(outcome instanceof ProofOutcome.Proven)) {
        throw broken(
            "the entries are not those that this key sealed",
            "the " + sealed.size() + " that are sealed here do not begin with its " + own.size(),
            "two histories exist: compare both anchors, and find out who signed the other one");
      }
    }
  }

  private static void grow(
      EntriesTree tree, TileTable tiles, EntriesReading reading, long from, long to)
      throws SQLException {
    for (long done = from; done < to; ) {
      long next = Math.min(done + PIECE, to);
      reading.read(done + 1, next);
      tiles.store(tree.takeFull());
      done = next;
    }
  }

  /** The statement, and then both notes: the journal's last leaf is that statement. */
  private Anchor sign(EntriesSealed grown) throws SQLException {
    recorder.record(connection, Kind.CHECKPOINT, grown.toBody());
    JournalReader journal = recorder.read(connection);
    Checkpoint entries = new Checkpoint(key.origin(Origin.Log.ENTRIES), grown.size(), grown.root());
    Checkpoint statements =
        new Checkpoint(
            key.origin(Origin.Log.JOURNAL), journal.head().position(), journal.leaves().root());
    Anchor anchor = new Anchor(entries.sign(key.signer()), statements.sign(key.signer()));
    CheckpointTable.store(connection, entries, anchor.entries());
    CheckpointTable.store(connection, statements, anchor.journal());
    return anchor;
  }

  private static HistoryBrokenException broken(String what, String why, String next) {
    return Attempt.SEAL.broken(what, why, next);
  }
}
