package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Head;
import org.auditledger.control.JournalTable;
import org.auditledger.journal.JournalReader;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;

/** What is sealed of a ledger, for who has no key and writes nothing. */
public final class Seals {

  private final Server server;
  private final TrustedKeys trusted;

  /**
   * @param trusted whom to believe
   */
  public Seals(Server server, TrustedKeys trusted) {
    this.server = server;
    this.trusted = trusted;
  }

  private interface Look<T> {
    T at(Session session) throws SQLException;
  }

  /**
   * How far the ledger is sealed, and the last seals. Where nobody is trusted that is what the
   * database says, and nothing is checked.
   *
   * @param limit how many seals to name
   */
  public SealList list(int limit) {
    return look(
        Attempt.LOOK,
        session -> {
          Connection connection = session.connection();
          JournalReader judged = JournalTable.read(connection, trusted);
          JournalSeals seals = new JournalSeals(judged, limit);
          JournalReader unused = JournalTable.read(connection, trusted, seals::accept);
          boolean checked = !trusted.noteKeys().isEmpty();
          return new SealList(
              judged.ledger(),
              checked,
              entries(session),
              seals.sealed(checked),
              seals.total(),
              judged.defects(),
              judged.ledger().isPresent()
                  ? seals.list(connection, judged.ledger().get())
                  : List.of());
        });
  }

  /**
   * The anchor of the last seal that counts, as it is stored.
   *
   * @throws org.auditledger.control.HistoryBrokenException when what is stored is not what the
   *     journal says
   * @throws SealException when there is none
   */
  public Anchor last() {
    return look(
        Attempt.EXPORT,
        session -> SealedLedger.read(session.connection(), trusted, Attempt.EXPORT).anchor());
  }

  /**
   * Requires that the ledger goes on from this anchor: for who is to sign, and has kept one.
   *
   * @throws org.auditledger.control.HistoryBrokenException when it does not
   * @throws SealException when nobody who is trusted signed the anchor, or it is another ledger's
   */
  void requireGoesOn(Anchor anchor) {
    SealedLedger unused =
        look(
            Attempt.SEAL,
            session -> SealedLedger.read(session.connection(), trusted, anchor, Attempt.SEAL));
  }

  /**
   * Proves that an entry is in the ledger: in the one that was sealed last, or in the one that this
   * anchor is of.
   *
   * @param sequence the entry's number, from 1
   * @throws org.auditledger.control.HistoryBrokenException when what is there is not what was
   *     sealed
   * @throws SealException when the entry is not in it, or is not sealed yet
   */
  public SealedEntry prove(long sequence, Optional<Anchor> anchor) {
    if (sequence < 1) {
      throw new IllegalArgumentException("entries are numbered from 1, none is " + sequence);
    }
    return look(Attempt.PROVE, session -> new Proving(session, trusted).prove(sequence, anchor));
  }

  private <T> T look(Attempt attempt, Look<T> look) {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      if (!JournalTable.exists(connection)) {
        throw attempt.noLedger("its journal has not begun");
      }
      return look.at(session);
    } catch (SQLException e) {
      throw DatabaseException.of("reading what is sealed", e);
    }
  }

  private static long entries(Session session) throws SQLException {
    return LedgerTable.layout(session) instanceof TableLayout.Found
        ? LedgerTable.head(session.connection()).map(Head::sequence).orElse(0L)
        : 0;
  }
}
