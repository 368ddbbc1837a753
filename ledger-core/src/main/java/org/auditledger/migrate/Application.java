package org.auditledger.migrate;

import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Session;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Applies one migration by Flyway, again and again while only a lock stands in the way. */
final class Application {

  private final Workplace place;
  private final Session session;

  Application(Workplace place, Session session) {
    this.place = place;
    this.session = session;
  }

  /** Applies it, and says what it did. */
  StepResult run(Work work) {
    Patience patience = new Patience(place.patience());
    while (true) {
      try (FlywaySession lent = new FlywaySession(session);
          FlywayStep step = new FlywayStep(place, work, session)) {
        new FlywayRun(work.set(), lent, step).migrate(work.migration().version());
        StepResult result = step.result();
        if (result == null) {
          throw new IllegalStateException(work + " was applied by somebody else, under our lock");
        }
        return result;
      } catch (FlywayException e) {
        SQLException cause = cause(e, SQLException.class);
        if (cause == null || !TableLocks.isContention(cause) || patience.exhausted()) {
          throw trouble(work, e, cause);
        }
        if (patience.worthSaying()) {
          place.progress().accept(work + " met a lock and was rolled back; trying it again");
        }
        patience.pause();
      }
    }
  }

  private static RuntimeException trouble(
      Work work, FlywayException e, @Nullable SQLException cause) {
    MigrationException ours = cause(e, MigrationException.class);
    if (ours != null) {
      return ours;
    }
    return cause == null ? notFlyways(work, e) : ScriptTrouble.of(work.toString(), cause);
  }

  /** What Flyway itself does not like: a history that does not fit the set. */
  private static RuntimeException notFlyways(Work work, FlywayException e) {
    RuntimeException other =
        Optional.<RuntimeException>ofNullable(cause(e, DatabaseException.class))
            .or(() -> Optional.ofNullable(cause(e, SignerRefusedException.class)))
            .or(() -> Optional.ofNullable(cause(e, HistoryBrokenException.class)))
            .orElse(cause(e, IllegalStateException.class));
    return other != null
        ? other
        : new MigrationException(
            Trouble.HISTORY,
            new Explanation(
                work + " was not run: the history of migrations does not fit this program's",
                String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                "see: audit-ledger migrate verify, and audit-ledger migrate recover"),
            e);
  }

  private static <T extends Throwable> @Nullable T cause(Throwable from, Class<T> type) {
    for (Throwable at = from; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
