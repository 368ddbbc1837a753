package org.auditledger.append;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.canonical.CanonicalTime;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyWriter;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;
import org.jspecify.annotations.Nullable;

/** What a writer says to a server: one transaction after the other, in as few words as it takes. */
final class AppendSession implements AutoCloseable {

  /**
   * Who appends holds this lock to the end of the transaction. The first eight bytes of SHA-256 of
   * {@code audit-ledger/append}: nobody takes it by accident. It is not the chain guard's own,
   * which is taken when the rows are in: then two could wait for each other.
   */
  static final long LOCK = 2766817489998421404L;

  /** How much longer than its own limits a server is believed to be there. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** So many ids are drawn to get past those that came from elsewhere; beyond, an owner decides. */
  private static final long MOST_SKIPPED = 10_000_000;

  private static final String NO_PRIVILEGE = "42501";

  /** A process of the server, for as long as it serves this session. */
  record Backend(int pid, String since) {}

  private final Session session;
  private final Connection connection;
  private final String idSequence;
  private final Optional<Backend> process;
  private final PreparedStatement begin;
  private final Clock clock;
  private Linking linking;
  private long[] ids = new long[0];

  private AppendSession(Session session, Clock clock) throws SQLException {
    this.session = session;
    this.connection = session.connection();
    this.clock = clock;
    this.linking = new Linking(EntryColumns.read(session), clock);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SqlText.of(AppendSession.class, "id_sequence"))) {
      row.next();
      this.idSequence = requireSequence(row.getString(1));
      String since = row.getString(3);
      this.process =
          since == null ? Optional.empty() : Optional.of(new Backend(row.getInt(2), since));
    }
    this.begin = connection.prepareStatement(SqlText.of(AppendSession.class, "begin_append"));
    connection.setAutoCommit(false);
  }

  /**
   * Connects.
   *
   * @param patience how long the server may keep us waiting
   * @param before what served us until its connection died, and may still be at work
   */
  static AppendSession open(
      Server server, Duration patience, Optional<Backend> before, Clock clock) {
    Session session = Session.open(server, SessionSettings.writing().withLockTimeout(patience));
    boolean open = false;
    try {
      session
          .connection()
          .setNetworkTimeout(Runnable::run, (int) patience.plus(SILENCE).toMillis());
      if (before.isPresent()) {
        end(session.connection(), before.get());
      }
      AppendSession opened = new AppendSession(session, clock);
      open = true;
      return opened;
    } catch (SQLException e) {
      throw DatabaseException.of("preparing to append", e);
    } finally {
      if (!open) {
        session.close();
      }
    }
  }

  /**
   * A process whose client is gone may not notice for hours, and hold the lock so long. Whatever it
   * has committed by now stays.
   */
  private static void end(Connection connection, Backend backend) throws SQLException {
    try (PreparedStatement end =
        connection.prepareStatement(SqlText.of(AppendSession.class, "end_session"))) {
      end.setInt(1, backend.pid());
      end.setString(2, backend.since());
      end.execute();
    } catch (SQLException e) {
      // Then it has to be waited for.
      if (!NO_PRIVILEGE.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static String requireSequence(@Nullable String name) {
    if (name != null) {
      return name;
    }
    throw new AppendException(
        Trouble.NOT_A_LEDGER,
        "nothing was appended: public.ledger_entries has no sequence for its column id",
        "an id is drawn from it before an entry is hashed, so that the seal covers it",
        "give the column its sequence back: alter sequence ... owned by public.ledger_entries.id");
  }

  /** What serves this session, if it may be known. */
  Optional<Backend> process() {
    return process;
  }

  /** Makes tuples of the columns that the table had when it was last looked at. */
  Linking linking() {
    return linking;
  }

  /** Looks at the table's columns again, between two transactions: somebody may have migrated. */
  void lookAgain() throws SQLException {
    linking = new Linking(EntryColumns.read(session), clock);
    connection.rollback();
  }

  /**
   * Begins a transaction: takes the lock, then reads where the ledger ends, then draws ids.
   *
   * @throws SQLException 55P03 when somebody else holds the lock for too long
   */
  LedgerEnd begin(int entries) throws SQLException {
    begin.setLong(1, LOCK);
    begin.setString(2, idSequence);
    begin.setInt(3, entries);
    begin.execute();
    LedgerEnd end;
    begin.getMoreResults();
    try (ResultSet row = begin.getResultSet()) {
      end = row.next() ? end(row) : LedgerEnd.NONE;
    }
    begin.getMoreResults();
    try (ResultSet rows = begin.getResultSet()) {
      readIds(rows, entries);
    }
    if (ids[0] <= end.id()) {
      skipTo(end.id(), entries);
    }
    return end;
  }

  /** The id of the entry in this place, from 0, that was drawn last. */
  long id(int place) {
    return ids[place];
  }

  private static LedgerEnd end(ResultSet row) throws SQLException {
    long sequence = row.getLong(2);
    String hash = String.valueOf(row.getString(3)).stripTrailing();
    OffsetDateTime time = row.getObject(4, OffsetDateTime.class);
    long micros = time == null ? Long.MIN_VALUE : Linking.microseconds(time.toInstant());
    if (sequence < 1 || !Digest.isHex(hash) || !CanonicalTime.hasForm(micros)) {
      throw new AppendException(
          Trouble.ENTRIES,
          "nothing was appended: nothing can follow entry " + sequence + ", the ledger's last",
          "it has no number from 1, no hash, or no time that has a canonical form",
          "compare it with a backup; do not append");
    }
    return new LedgerEnd(new Head(sequence, Digest.ofHex(hash)), micros, row.getLong(1));
  }

  private void skipTo(long taken, int entries) throws SQLException {
    long missing = Math.max(0, taken - ids[ids.length - 1]);
    if (missing > MOST_SKIPPED) {
      throw new AppendException(
          Trouble.NOT_A_LEDGER,
          "nothing was appended: the sequence of ids is " + missing + " behind the ledger",
          "rows were loaded with ids of their own, of which the sequence never heard",
          "have the owner run: select setval('%s', %d)".formatted(idSequence, taken));
    }
    try (PreparedStatement draw =
        connection.prepareStatement(SqlText.of(AppendSession.class, "draw_ids"))) {
      draw.setString(1, idSequence);
      draw.setLong(2, missing);
      draw.setString(3, idSequence);
      draw.setInt(4, entries);
      draw.execute();
      draw.getMoreResults();
      try (ResultSet rows = draw.getResultSet()) {
        readIds(rows, entries);
      }
    }
  }

  private void readIds(ResultSet rows, int entries) throws SQLException {
    ids = new long[entries];
    for (int i = 0; rows.next(); i++) {
      ids[i] = rows.getLong(1);
    }
  }

  /** Sends what was linked. */
  void copy() {
    try (CopyWriter copy =
        CopyWriter.open(
            session, LedgerTable.SCHEMA, LedgerTable.NAME, linking.columns().layout())) {
      copy.write(linking.tuples());
      copy.finish();
    }
  }

  /** From when this is called until it returns or throws, nobody knows. */
  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  /**
   * Which of the entries with these numbers there are, now that whoever wrote them has ended: that
   * is what the lock says.
   */
  List<LinkedEntry> appended(long first, long last) throws SQLException {
    List<LinkedEntry> found = new ArrayList<>();
    try (PreparedStatement lock =
            connection.prepareStatement(SqlText.of(AppendSession.class, "lock_append"));
        PreparedStatement find =
            connection.prepareStatement(SqlText.of(AppendSession.class, "find_appended"))) {
      lock.setLong(1, LOCK);
      lock.execute();
      find.setLong(1, first);
      find.setLong(2, last);
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          String hash = String.valueOf(rows.getString(3)).stripTrailing();
          Digest digest = Digest.isHex(hash) ? Digest.ofHex(hash) : Digest.ZERO;
          found.add(new LinkedEntry(rows.getLong(1), rows.getLong(2), digest));
        }
      }
    }
    connection.rollback();
    return found;
  }

  /** Who has the lock, in words. */
  String lockHolders() throws SQLException {
    try (PreparedStatement holders =
        connection.prepareStatement(SqlText.of(AppendSession.class, "lock_holders"))) {
      holders.setLong(1, LOCK);
      try (ResultSet row = holders.executeQuery()) {
        row.next();
        String names = row.getString(1);
        return names == null ? "nobody any more" : names;
      }
    } finally {
      connection.rollback();
    }
  }

  /** What is there already of these entries, of those that are to be written once. */
  KnownEntries known(List<PreparedEntry> wanted) throws SQLException {
    return KnownEntries.read(connection, linking.columns(), wanted);
  }

  @Override
  public void close() {
    session.close();
  }
}
