package org.auditledger.restore;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.chain.Head;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.entry.Digest;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.row.ColumnType;
import org.auditledger.row.CopyFile;
import org.auditledger.row.MalformedRowException;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileBuilder;
import org.auditledger.seal.TileEdge;
import org.auditledger.seal.TileId;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;

/** Judges the entries of a backup as they come, in their order, and passes them on. */
final class EntriesLoad {

  private final RowView row;
  private final int sequenceColumn;
  private final int hashColumn;
  private final EntryChecks checks;
  private final EntriesSink sink;
  private final TileBuilder tree;
  private final long sealed;
  private final byte[] leaf = new byte[Digest.LENGTH];
  private final List<Tile> full = new ArrayList<>();
  private long last;
  private volatile long count;
  private String lastHash = Digest.ZERO.hex();

  /**
   * @param sealed the size of the log of which tiles are wanted
   */
  EntriesLoad(RowLayout layout, TrustedKeys trusted, long sealed, EntriesSink sink) {
    this.row = new RowView(layout);
    this.sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    this.hashColumn = layout.require("entry_hash", ColumnType.CHARACTER);
    this.checks =
        new EntryChecks(
            layout,
            trusted,
            (sequence, hash, offset) -> System.arraycopy(hash, offset, leaf, 0, Digest.LENGTH));
    this.sink = sink;
    this.sealed = sealed;
    this.tree = new TileBuilder(TileEdge.EMPTY, this::keep);
  }

  private void keep(Tile tile) {
    if (TileId.fullAt(tile.id().level(), sealed) > tile.id().index()) {
      full.add(tile);
    }
  }

  /** Takes the rows of a member. */
  void load(Entries name, byte[] bytes) throws SQLException {
    try {
      judge(name, bytes);
    } catch (MalformedRowException e) {
      throw new MalformedBackupException(name.text() + " holds no rows: " + e.getMessage());
    }
  }

  private void judge(Entries name, byte[] bytes) throws SQLException {
    CopyFile file = new CopyFile(bytes);
    int begin = file.position();
    while (file.next(row)) {
      if (row.isNull(sequenceColumn) || row.longValue(sequenceColumn) != last + 1) {
        throw new MalformedBackupException(
            name.text() + " holds another entry where entry " + (last + 1) + " belongs");
      }
      last++;
      checks.accept(row);
      tree.append(leaf, 0);
      sink.entry(last, leaf, bytes, begin, file.position());
      lastHash = row.isNull(hashColumn) ? "" : row.text(hashColumn);
      begin = file.position();
    }
    if (last != name.last()) {
      throw new MalformedBackupException(name.text() + " ends with entry " + last);
    }
    count = last;
    sink.file(file, takeTiles());
  }

  private List<Tile> takeTiles() {
    List<Tile> taken = List.copyOf(full);
    full.clear();
    return taken;
  }

  /** How many entries there were by now; whoever asks need not be who loads. */
  long count() {
    return count;
  }

  /** What there is by now has to be what this manifest says. */
  void requireEnd(BackupManifest manifest) {
    Head head = manifest.head();
    if (head.sequence() != last || !head.hash().hex().equals(lastHash)) {
      throw new MalformedBackupException(
          "ends with entry " + last + " and hash " + lastHash + ", unlike its manifest says");
    }
    if (!manifest.entriesRoot().equals(tree.edge().root())) {
      throw new MalformedBackupException("has entries with another root than its manifest says");
    }
  }

  /** Nothing may be wrong with any of them. */
  void requireSound() {
    EntriesAccount account = checks.account();
    if (account.findings().total() > 0) {
      throw new RestoreException(
          Trouble.ENTRIES,
          "nothing was restored: the entries in the backup do not hold",
          account.findings().first().get(0).what()
              + (account.findings().total() > 1
                  ? ", and " + (account.findings().total() - 1) + " findings more"
                  : ""),
          "restore an earlier backup, and find out who changed the ledger before this one");
    }
  }
}
