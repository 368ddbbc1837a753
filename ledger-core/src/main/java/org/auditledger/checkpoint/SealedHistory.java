package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.control.JournalTable;
import org.auditledger.entry.Digest;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says about the seal, and about where the ledger is. The journal's tree has no
 * tiles: whoever adds to the journal reads all of it anyway, and it grows by what is done to a
 * ledger and not by what is done with it.
 */
final class SealedHistory {

  /**
   * The entries were sealed.
   *
   * @param position of the statement that says so
   * @param journalRoot of the journal that ends with it
   */
  record Seal(long position, EntriesSealed entries, Digest journalRoot) {}

  private JournalReader judged;
  private final @Nullable VerifierKey signer;
  private long remembered;
  private final TreeHasher hasher = new TreeHasher();
  private final CompactRangeBuilder leaves = new CompactRangeBuilder(0);
  private final Consumer<Seal> each;
  private JournalReader reader;
  private @Nullable Digest rememberedRoot;
  private @Nullable EntriesSealed rememberedSeal;
  private @Nullable Seal last;
  private @Nullable DatabaseIdentity database;
  private long lastPosition;
  private boolean isBySigner;

  private SealedHistory(
      JournalReader judged, @Nullable VerifierKey signer, long remembered, Consumer<Seal> each) {
    this.judged = judged;
    this.signer = signer;
    this.remembered = remembered;
    this.reader = judged;
    this.each = each;
    if (remembered == 0) {
      rememberedRoot = TreeHasher.EMPTY_ROOT;
    }
  }

  /**
   * Reads the journal.
   *
   * @param judged the same journal to its end: a key that was retired later on may have sealed more
   *     than counts
   * @param signer whose seals are asked for, if anybody's are
   * @param remembered the size of it whose root is wanted
   */
  static SealedHistory read(
      SealSource source,
      JournalReader judged,
      TrustedKeys trusted,
      @Nullable VerifierKey signer,
      long remembered) {
    return read(source, judged, trusted, signer, remembered, seal -> {});
  }

  /** The same, and hands out every seal that counts. */
  static SealedHistory read(
      SealSource source,
      JournalReader judged,
      TrustedKeys trusted,
      @Nullable VerifierKey signer,
      long remembered,
      Consumer<Seal> each) {
    SealedHistory history = new SealedHistory(judged, signer, remembered, each);
    history.reader = source.journal(trusted, history::accept);
    return history;
  }

  /**
   * Reads on from where this was read to in an earlier transaction.
   *
   * @return false when it has to be read anew, and this is of no more use: a key was retired since,
   *     or a root is asked for that was not kept, or the journal does not go on from there
   */
  boolean readOn(Connection connection, JournalReader judged, long remembered) throws SQLException {
    boolean isKept = remembered == this.remembered || remembered > reader.head().position();
    if (!isKept || !judged.retirements().equals(this.judged.retirements())) {
      return false;
    }
    if (remembered != this.remembered) {
      rememberedRoot = null;
      rememberedSeal = null;
    }
    this.judged = judged;
    this.remembered = remembered;
    return JournalTable.readOn(connection, reader, this::accept);
  }

  private void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null) {
      return;
    }
    leaves.append(hasher.leaf(statement.line()));
    if (entry.position() == remembered) {
      rememberedRoot = leaves.build().root();
      rememberedSeal = sealed(statement).orElse(null);
    }
    database = DatabaseIdentity.namedBy(statement).orElse(database);
    Optional<EntriesSealed> entries = sealed(statement);
    if (entries.isPresent() && entry.standing() instanceof Standing.Signed signed) {
      lastPosition = entry.position();
      isBySigner |= signer != null && signed.by().contains(signer);
      if (signed.by().stream().anyMatch(key -> counts(key, entries.get()))) {
        last = new Seal(entry.position(), entries.get(), leaves.build().root());
        each.accept(last);
      }
    }
  }

  /** What a statement says was sealed, if it is one that says so. */
  static Optional<EntriesSealed> sealed(Statement statement) {
    return statement.kind() == Kind.CHECKPOINT
            && EntriesSealed.read(statement.body()) instanceof Parsed.Value<EntriesSealed> entries
        ? Optional.of(entries.value())
        : Optional.empty();
  }

  private boolean counts(VerifierKey key, EntriesSealed entries) {
    return StoredSeal.counts(judged, key, Origin.Log.ENTRIES, entries.size());
  }

  /** The last statement that was read. */
  JournalHead head() {
    return reader.head();
  }

  /** The last time that the entries were sealed by who is trusted. */
  Optional<Seal> last() {
    return Optional.ofNullable(last);
  }

  /** The last statement that says that entries were sealed, whether it counts by now or not. */
  long lastPosition() {
    return lastPosition;
  }

  /** Whether this signer has ever sealed them. */
  boolean isBySigner() {
    return isBySigner;
  }

  /** The journal's root when it had the size that was asked for; none when it is shorter. */
  Optional<Digest> rememberedRoot() {
    return Optional.ofNullable(rememberedRoot);
  }

  /** What its last statement sealed when it had that size, if that is what it did. */
  Optional<EntriesSealed> rememberedSeal() {
    return Optional.ofNullable(rememberedSeal);
  }

  /** Where the ledger is, as the journal says last. */
  Optional<DatabaseIdentity> database() {
    return Optional.ofNullable(database);
  }
}
