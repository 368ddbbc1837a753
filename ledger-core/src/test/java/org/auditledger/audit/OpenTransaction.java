package org.auditledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.checkpoint.SealedDifference;
import org.auditledger.checkpoint.TileAudit;
import org.auditledger.journal.LedgerAdopted;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.SchemaAudit;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.HeapChecks;

/**
 * A transaction in which a ledger is tampered with and judged, again and again, and nothing stays.
 * An audit reads in several sessions, which would not see what is not committed; so here its parts
 * are called one after the other, in one session and in its order.
 */
final class OpenTransaction implements AutoCloseable {

  private final Session session;
  private final Session tileReader;
  private final RowLayout layout;
  private final SealAudit seals;
  private final List<LedgerAdopted.Run> versions;
  private final Optional<TileAudit> tiles;

  OpenTransaction(AuditedLedger ledger, TrustedKeys trusted, Anchor anchor) throws SQLException {
    session = TestSessions.writing(ledger.database());
    tileReader = TestSessions.reading(ledger.database());
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    layout = ((TableLayout.Found) LedgerTable.layout(session)).layout();
    seals = SealAudit.read(connection, trusted, Optional.of(anchor));
    versions = SchemaAudit.read(connection, MigrationSets.released(), trusted).versions();
    long sealed = seals.expected().get(0).size();
    tiles = Optional.of(TileAudit.read(connection, seals.origin().orElseThrow(), sealed));
  }

  Connection connection() {
    return session.connection();
  }

  Session session() {
    return session;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** What somebody asks when something was done. */
  interface Question<T> {
    T ask() throws SQLException;
  }

  /** What is wrong with the rows after this, which is then undone. */
  List<Finding> after(Tampering tampering) throws SQLException {
    return after(tampering, this::findings);
  }

  /** What is the answer after this, which is then undone. */
  <T> T after(Tampering tampering, Question<T> question) throws SQLException {
    Savepoint before = connection().setSavepoint();
    try {
      tampering.with(this);
      return question.ask();
    } finally {
      connection().rollback(before);
    }
  }

  /** What is wrong with the rows as they are now. */
  List<Finding> findings() throws SQLException {
    return findings(tiles);
  }

  /** The same, of a ledger whose tiles are made anew from its rows, as those of a restored one. */
  List<Finding> findingsWithoutTiles() throws SQLException {
    return findings(Optional.empty());
  }

  private List<Finding> findings(Optional<TileAudit> tiles) throws SQLException {
    TrustedKeys trusted = seals.journal().trusted();
    NavigableSet<Long> sizes = SealJudgement.sizes(seals.expected());
    Optional<HeapAccount> heap = heap(trusted, sizes);
    HeapAccount account =
        heap.isPresent()
            ? heap.get()
            : SortedReading.read(session, layout, trusted, sizes, row -> {});
    EntriesAccount entries = account.entries();
    List<Finding> findings = new ArrayList<>(entries.findings().first());
    findings.addAll(VersionJudgement.judge(entries.runs(), versions).first());
    long last = entries.segment().last() == null ? 0 : entries.segment().last().sequence();
    findings.addAll(
        new SealJudgement(seals.expected(), this::search).judge(last, account.roots(), tiles));
    return findings;
  }

  private Optional<SealedDifference> search(long last) {
    try {
      return SealedDifference.find(session, tileReader, layout, seals.origin().orElseThrow(), last);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<HeapAccount> heap(TrustedKeys trusted, NavigableSet<Long> sizes)
      throws SQLException {
    HeapChecks checks = new HeapChecks(layout, trusted, sizes);
    RowView row = new RowView(layout);
    long blocks = LedgerTable.blocks(connection());
    try (CopyReader rows = LedgerTable.readBlocks(session, layout, 0, blocks + 1)) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        while (batch.next(row)) {
          if (!checks.accept(row)) {
            return Optional.empty();
          }
        }
      }
    }
    return HeapAccount.of(List.of(checks), sizes);
  }

  /** Makes the chain hold again from this entry on, as a forger would who knows how. */
  void rehash(long from) throws SQLException {
    List<StoredEntry> entries = new ArrayList<>(StoredEntry.read(connection()));
    entries.sort(Comparator.comparing(StoredEntry::number));
    String previous = "0".repeat(64);
    try (PreparedStatement update =
        connection()
            .prepareStatement(
                "update public.ledger_entries set previous_hash = ?, entry_hash = ?"
                    + " where sequence_number = ?")) {
      for (StoredEntry entry : entries) {
        String hash = entry.text("entry_hash");
        if (entry.number() >= from) {
          hash = entry.linkedTo(previous).hash().orElseThrow();
          update.setString(1, previous);
          update.setString(2, hash);
          update.setLong(3, entry.number());
          update.addBatch();
        }
        previous = hash;
      }
      int[] unused = update.executeBatch();
    }
  }

  @Override
  public void close() {
    session.close();
    tileReader.close();
  }
}
