package org.auditledger.append;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.append.Batch.RefusedSubmissionException;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Server;
import org.jspecify.annotations.Nullable;

/** Answers batches, whatever becomes of the connection. It belongs to the writer's thread. */
final class Appender {

  private static final String LOCK_TIMEOUT = "55P03";
  private static final String UNDEFINED_COLUMN = "42703";
  private static final String READ_ONLY = "25006";
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

  private final Server server;
  private final WriterSettings settings;
  private final Clock clock;
  private @Nullable AppendSession session;
  private Optional<AppendSession.Backend> process = Optional.empty();

  Appender(Server server, WriterSettings settings, Clock clock) {
    this.server = server;
    this.settings = settings;
    this.clock = clock;
  }

  /** The session, which is there afterwards. */
  AppendSession connect() {
    if (session == null) {
      session = AppendSession.open(server, settings.patience(), process, clock);
      process = session.process();
    }
    return session;
  }

  void disconnect() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /**
   * Answers everybody in the batch.
   *
   * @return false when that is because there is no server: who waits behind has waited as long
   */
  boolean append(Batch batch) {
    Retries retries = new Retries(settings.patience());
    boolean refused = false;
    LedgerEnd refusedAfter = null;
    while (!batch.isEmpty()) {
      try {
        batch.write(connect());
        return true;
      } catch (RefusedSubmissionException e) {
        batch.drop(e);
        rollback();
      } catch (DatabaseUnreachableException e) {
        disconnect();
        if (!retries.pause()) {
          batch.fail(unreachable(batch, e));
          return false;
        }
      } catch (DatabaseException e) {
        rollback();
        // Where the ledger has not moved, nobody was faster: then it is the entries that are not
        // taken, or one of them.
        boolean moved = !refused || !Objects.equals(refusedAfter, batch.end());
        refused = true;
        refusedAfter = batch.end();
        // Somebody else was faster, and may well be again: whoever pauses now loses the next race.
        if (!isWorthAnother(e, moved)) {
          return refuse(batch, e);
        }
        if (!retries.left()) {
          batch.fail(outrun(e));
          return true;
        }
      } catch (AppendException e) {
        rollback();
        batch.fail(batch.isInDoubt() ? unknown(e.explanation(), e) : e);
        return true;
      }
    }
    return true;
  }

  private boolean isWorthAnother(DatabaseException e, boolean moved) {
    String state = String.valueOf(e.sqlState());
    if (state.equals(UNDEFINED_COLUMN) && moved) {
      // Somebody has migrated; a new session looks at the columns anew.
      disconnect();
    }
    return !state.equals(LOCK_TIMEOUT) && (moved || TRY_AGAIN.contains(state));
  }

  private boolean refuse(Batch batch, DatabaseException e) {
    if (batch.isInDoubt()) {
      batch.fail(unknown(e.explanation(), e));
      return true;
    }
    if (LOCK_TIMEOUT.equals(e.sqlState())) {
      batch.fail(busy(e));
      return true;
    }
    if (READ_ONLY.equals(e.sqlState())) {
      // It is no entry's fault, and the next session may find the server that takes writes.
      disconnect();
      batch.fail(readOnly(e));
      return true;
    }
    List<Batch> alone = batch.alone();
    if (alone.size() > 1) {
      return appendEach(alone);
    }
    Explanation said = e.explanation();
    batch.fail(
        new AppendException(
            Trouble.REFUSED,
            new Explanation("nothing was appended: the ledger refuses it", said.why(), said.next()),
            e));
    return true;
  }

  private boolean appendEach(List<Batch> batches) {
    boolean reachable = true;
    for (Batch batch : batches) {
      if (reachable) {
        reachable = append(batch);
      } else {
        batch.fail(gone());
      }
    }
    return reachable;
  }

  private AppendException busy(DatabaseException e) {
    String holders = "it cannot be asked who";
    try {
      holders = connect().lockHolders();
    } catch (SQLException | DatabaseException unsaid) {
      disconnect();
    }
    return new AppendException(
        Trouble.BUSY,
        new Explanation(
            "nothing was appended: the ledger was held by somebody else for "
                + settings.patience().toSeconds()
                + " s",
            "the lock that appends take is held by " + holders + "; " + e.explanation().why(),
            "look at what it is doing (pg_stat_activity), and append again"),
        e);
  }

  private static AppendException readOnly(DatabaseException e) {
    return new AppendException(
        Trouble.UNREACHABLE,
        new Explanation(
            "nothing was appended: this server is read-only, as a standby is",
            e.explanation().why(),
            "name the server that takes writes (target_session_attrs=read-write finds it)"),
        e);
  }

  private static AppendException unreachable(Batch batch, DatabaseException e) {
    Explanation said = e.explanation();
    return batch.isInDoubt()
        ? unknown(said, e)
        : new AppendException(
            Trouble.UNREACHABLE,
            new Explanation(
                "nothing was appended: there is no server",
                said.what() + ": " + said.why(),
                said.next()),
            e);
  }

  private AppendException outrun(DatabaseException e) {
    return new AppendException(
        Trouble.BUSY,
        new Explanation(
            "nothing was appended: other writers were faster for "
                + settings.patience().toSeconds()
                + " s",
            "they do not take the lock that appends take; the last refusal: "
                + e.explanation().why(),
            "append again when they write less, or let them append through audit-ledger"),
        e);
  }

  /** For who was not even tried. */
  static AppendException gone() {
    return new AppendException(
        Trouble.UNREACHABLE,
        "nothing was appended: there is no server",
        "it was waited for while other entries were to be appended",
        "append again when there is one");
  }

  private static AppendException unknown(Explanation said, RuntimeException e) {
    return new AppendException(
        Trouble.UNKNOWN,
        new Explanation(
            "it is not known whether the entries were appended",
            "the connection died while they were committed, and then: "
                + said.what()
                + ": "
                + said.why(),
            "look for them in the ledger, or append them again to be written only once"),
        e);
  }

  /** A session that cannot even do that is of no more use. */
  private void rollback() {
    try {
      if (session != null) {
        session.rollback();
      }
    } catch (SQLException e) {
      disconnect();
    }
  }
}
