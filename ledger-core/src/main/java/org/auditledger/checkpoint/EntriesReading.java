package org.auditledger.checkpoint;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.chain.Head;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.Area;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/** Reads and judges the entries that a seal is about, piece by piece. */
final class EntriesReading {

  private static final int SHOWN = 3;

  private final Session session;
  private final RowLayout layout;
  private final EntryChecks checks;
  private final RowView row;

  private EntriesReading(Session session, RowLayout layout, EntryChecks checks) {
    this.session = session;
    this.layout = layout;
    this.checks = checks;
    this.row = new RowView(layout);
  }

  /** Begins with what the tree has to see first. */
  static EntriesReading into(EntriesTree tree, Session session, TrustedKeys trusted) {
    if (!(LedgerTable.layout(session) instanceof TableLayout.Found found)) {
      throw Attempt.SEAL.noEntries();
    }
    try {
      return new EntriesReading(
          session, found.layout(), new EntryChecks(tree.first(), found.layout(), trusted, tree));
    } catch (IllegalArgumentException e) {
      throw Attempt.SEAL.noLedger("public.ledger_entries is no ledger's: " + e.getMessage());
    }
  }

  /** Reads the entries with these numbers and those between. */
  void read(long first, long last) throws SQLException {
    try (CopyReader reader = LedgerTable.readByIndex(session, layout, first, last)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        while (batch.next(row)) {
          checks.accept(row);
        }
      }
    }
  }

  /** What was read comes to; to be asked once, after the last. */
  EntriesAccount account() {
    return checks.account();
  }

  /**
   * Requires that the chain holds up to this head, and says what is wrong within its entries.
   *
   * @throws SealException when it does not hold: what is signed over a broken chain would look as
   *     if it had been whole
   */
  List<Finding> requireChain(Head head) {
    EntriesAccount account = checks.account();
    boolean whole = account.leaves().filter(range -> range.end() == head.sequence()).isPresent();
    boolean ends = account.rows() == 0 || account.head().equals(Optional.of(head));
    if (account.segment().unbroken() && whole && ends) {
      return account.findings().first();
    }
    String findings =
        account.findings().first().stream()
            .filter(EntriesReading::isOfChain)
            .limit(SHOWN)
            .map(Finding::what)
            .collect(Collectors.joining("; "));
    throw new SealException(
        Trouble.ENTRIES,
        "nothing was sealed: the chain of the entries does not hold",
        findings.isEmpty() ? "it does not lead to its last entry, " + head.sequence() : findings,
        "find out who changed it, and compare with a backup; do not append");
  }

  private static boolean isOfChain(Finding finding) {
    return finding.code().area() == Area.CHAIN || finding.code() == FindingCode.VALUE_WITHOUT_FORM;
  }
}
