package org.auditledger.migrate;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LeafComparison;
import org.auditledger.ledger.LeafDifference;
import org.auditledger.ledger.LeafSpill;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowView;
import org.auditledger.verify.EntryLeaves;
import org.auditledger.verify.LeafConsumer;

/** The seal over every entry, once before a migration and once after it, compared by entry. */
final class SealedProof implements AutoCloseable {

  private final LeafSpill before;
  private final long size;
  private final Optional<Digest> root;

  private SealedProof(LeafSpill before, long size, Optional<Digest> root) {
    this.before = before;
    this.size = size;
    this.root = root;
  }

  /** Reads the leaves of the entries up to the head. */
  static SealedProof before(Session session, Path temporary) throws SQLException {
    long size = LedgerHead.read(session.connection()).sequence();
    LeafSpill spill = LeafSpill.create(temporary);
    boolean read = false;
    try {
      SealedProof proof = new SealedProof(spill, size, leaves(session, size, spill));
      read = true;
      return proof;
    } finally {
      if (!read) {
        spill.close();
      }
    }
  }

  /** How many entries it covers. */
  long size() {
    return size;
  }

  /** The root over them; absent when they have none, which is no migration's doing. */
  Optional<Digest> root() {
    return root;
  }

  /** Reads the same entries again, and refuses any difference. */
  void requireSame(Session session, String work) throws SQLException {
    LeafComparison comparison = before.compare();
    Optional<Digest> after = leaves(session, size, comparison);
    LeafDifference difference = comparison.end();
    // Without entries there may have been no table before, or be none afterwards.
    if (!difference.isNone() || (size > 0 && !after.equals(root))) {
      throw new MigrationException(
          Trouble.REFUSED,
          work + " was rolled back: the seal over the entries is not the same after it",
          sentence(difference, false),
          "do not run this script; nothing was changed");
    }
  }

  /**
   * Which entry a script has changed. What the entries are now is put aside, the script is taken
   * back, and what they were is compared with it.
   *
   * @param head the last entry that was there before the script
   */
  static String firstChange(Session session, Path temporary, Savepoint beforeScript, long head)
      throws SQLException {
    try (LeafSpill after = LeafSpill.create(temporary)) {
      boolean readable = LedgerTable.layout(session) instanceof TableLayout.Found;
      if (readable) {
        Optional<Digest> unused = leaves(session, head, after);
      }
      session.connection().rollback(beforeScript);
      if (!readable) {
        return "public.ledger_entries cannot be read as a ledger's any more";
      }
      LeafComparison comparison = after.compare();
      Optional<Digest> unused = leaves(session, head, comparison);
      return sentence(comparison.end(), true);
    }
  }

  private static Optional<Digest> leaves(Session session, long size, LeafConsumer consumer)
      throws SQLException {
    if (!(LedgerTable.layout(session) instanceof TableLayout.Found found)) {
      return Optional.empty();
    }
    EntryLeaves leaves = new EntryLeaves(found.layout(), consumer);
    RowView row = new RowView(found.layout());
    try (CopyReader rows = LedgerTable.read(session, found.layout(), 1, size)) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        for (int at = 0; at < batch.size(); ) {
          at = row.moveTo(batch.buffer(), at, batch.size());
          leaves.accept(row);
        }
      }
    }
    return leaves.leaves().map(range -> range.root());
  }

  /**
   * @param backwards whether what is called before here was read after the script
   */
  private static String sentence(LeafDifference difference, boolean backwards) {
    if (difference.isNone()) {
      return "no entry reads otherwise, though its columns do";
    }
    LeafDifference.Entries gone = backwards ? difference.added() : difference.missing();
    LeafDifference.Entries come = backwards ? difference.missing() : difference.added();
    StringBuilder words = new StringBuilder();
    append(words, difference.changed(), "changed");
    append(words, gone, "removed");
    append(words, come, "added");
    return words.toString();
  }

  private static void append(StringBuilder words, LeafDifference.Entries entries, String what) {
    if (entries.count() > 0) {
      words.append(words.length() == 0 ? "" : ", ");
      words
          .append("entry ")
          .append(entries.first().orElseThrow())
          .append(" would be ")
          .append(what);
      if (entries.count() > 1) {
        words.append(" (").append(entries.count()).append(" entries in all)");
      }
    }
  }

  @Override
  public void close() {
    before.close();
  }
}
