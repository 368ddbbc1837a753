package org.auditledger.checkpoint;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.RowForm;
import org.auditledger.chain.Head;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.InclusionProof;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.StoredTree;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileId;
import org.auditledger.seal.TlogProof;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntryProof;

/**
 * One proof. Of the entries it reads the one that it is about and those after the last full tile,
 * and of the tiles those that its hashes are in or follow from.
 */
final class Proving {

  private final Session session;
  private final Connection connection;
  private final TrustedKeys trusted;
  private final TreeHasher hasher = new TreeHasher();

  Proving(Session session, TrustedKeys trusted) {
    this.session = session;
    this.connection = session.connection();
    this.trusted = trusted;
  }

  SealedEntry prove(long sequence, Optional<Anchor> anchor) throws SQLException {
    SealedLedger sealed =
        anchor.isPresent()
            ? SealedLedger.read(connection, trusted, anchor.get(), Attempt.PROVE)
            : SealedLedger.read(connection, trusted, Attempt.PROVE);
    if (!(LedgerTable.layout(session) instanceof TableLayout.Found table)) {
      throw Attempt.PROVE.noEntries();
    }
    Checkpoint log = sealed.signed().entries();
    if (sequence > log.size()) {
      throw notSealed(sequence, log.size(), anchor.isPresent());
    }
    RowLayout layout = table.layout();
    String leaf = leaves(layout, sequence, sequence).get(0);
    List<Digest> last = new ArrayList<>();
    long inTiles = log.size() - log.size() % TileId.WIDTH;
    if (inTiles < log.size()) {
      leaves(layout, inTiles + 1, log.size()).forEach(text -> last.add(hash(text)));
    }
    Function<TileId, Tile> tiles = tiles(log);
    StoredTree tree = new StoredTree(log.size(), last, tiles);
    InclusionProof path = Proofs.inclusion(tree, sequence - 1, log.size());
    TlogProof proof = new TlogProof(leaf, sequence - 1, path.path(), sealed.anchor().entries());
    return checked(proof, sealed, tiles);
  }

  /** What is handed out is what everybody else will find when he checks it. */
  private SealedEntry checked(TlogProof proof, SealedLedger sealed, Function<TileId, Tile> tiles) {
    EntryProof.Outcome outcome =
        EntryProof.check(proof, sealed.journal().trusted(), Optional.of(sealed.anchor()));
    if (outcome instanceof EntryProof.Outcome.Holds holds
        && holds.worth() == EntryProof.Worth.PROVEN) {
      EntryProof entry = holds.entry();
      return new SealedEntry(proof, entry.sequence(), entry.hash(), entry.log(), entry.signedBy());
    }
    long sequence = proof.index() + 1;
    if (changed(proof, sealed.signed().entries().size(), tiles)) {
      throw Attempt.PROVE.refused(
          Trouble.ENTRIES,
          "entry " + sequence + " is not what was sealed",
          "its leaf is " + hash(proof.leaf()) + ", and its tile has another one",
          "find out who changed it; compare the ledger with a backup; do not append");
    }
    throw Attempt.PROVE.broken(
        "entries and tiles do not lead to what was sealed",
        outcome instanceof EntryProof.Outcome.Broken broken ? broken.why() : outcome.toString(),
        "verify the ledger against an anchor, and compare it with a backup");
  }

  /** Whether the entry is another one than its tile has. */
  private boolean changed(TlogProof proof, long size, Function<TileId, Tile> tiles) {
    long tile = proof.index() / TileId.WIDTH;
    return tile < TileId.fullAt(0, size)
        && !tiles
            .apply(new TileId(0, tile))
            .hash((int) (proof.index() % TileId.WIDTH))
            .equals(hash(proof.leaf()));
  }

  private SealException notSealed(long sequence, long sealed, boolean byAnchor)
      throws SQLException {
    long last = LedgerTable.head(connection).map(Head::sequence).orElse(0L);
    if (sequence > last) {
      return Attempt.PROVE.refused(
          Trouble.NO_ENTRY,
          "there is no entry " + sequence,
          "the ledger ends with entry " + last,
          "name the number of an entry");
    }
    return Attempt.PROVE.refused(
        Trouble.UNSEALED,
        "entry " + sequence + (byAnchor ? " is not in the anchor" : " is not sealed yet"),
        (byAnchor ? "it is of the first " : "the seal reaches to entry ")
            + sealed
            + (byAnchor ? " entries" : ", and the ledger to entry " + last),
        byAnchor
            ? "name a newer anchor, or none"
            : "seal it, on a host that has the ledger's key: audit-ledger checkpoint create; then"
                + " try again");
  }

  /** The row forms of these entries and those between; each is there, and once. */
  private List<String> leaves(RowLayout layout, long first, long last) throws SQLException {
    RowForm form = RowForm.ofEntries(layout);
    RowView row = new RowView(layout);
    int column = layout.require("sequence_number", ColumnType.BIGINT);
    CanonicalBytes bytes = new CanonicalBytes();
    List<String> leaves = new ArrayList<>();
    try (CopyReader rows = LedgerTable.readByIndex(session, layout, first, last)) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        while (batch.next(row)) {
          long expected = first + leaves.size();
          if (row.longValue(column) != expected) {
            throw notThere(expected);
          }
          bytes.clear();
          if (form.write(row, bytes) != FormOutcome.WRITTEN) {
            throw withoutForm(expected);
          }
          leaves.add(new String(bytes.buffer(), 0, bytes.size(), StandardCharsets.UTF_8));
        }
      }
    }
    if (leaves.size() != last - first + 1) {
      throw notThere(first + leaves.size());
    }
    return leaves;
  }

  private static RuntimeException notThere(long sequence) {
    return Attempt.PROVE.broken(
        "entry " + sequence + " was sealed and is not there, or not once",
        "somebody has removed it, or added another one, who owns the database",
        "find out who did; restore it from a backup; do not append");
  }

  private static SealException withoutForm(long sequence) {
    return Attempt.PROVE.refused(
        Trouble.ENTRIES,
        "entry " + sequence + " is not what was sealed",
        "it has a value that has no canonical form, and so it has no leaf",
        "find out who changed it; compare the ledger with a backup; do not append");
  }

  /** The stored tiles, each fetched once: several hashes of a proof are in one. */
  private Function<TileId, Tile> tiles(Checkpoint log) {
    TileTable table = new TileTable(connection, log.origin(), Attempt.PROVE);
    Map<TileId, Tile> fetched = new HashMap<>();
    return id -> fetched.computeIfAbsent(id, table::get);
  }

  private Digest hash(String leaf) {
    return hasher.leaf(leaf.getBytes(StandardCharsets.UTF_8));
  }
}
