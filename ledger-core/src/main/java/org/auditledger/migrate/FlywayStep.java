package org.auditledger.migrate;

import java.sql.SQLException;
import org.auditledger.postgres.Session;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Ties a step to what Flyway does: it begins and finishes in the migration's own transaction. */
final class FlywayStep implements Callback, AutoCloseable {

  private final Workplace place;
  private final Work work;
  private final Session session;
  private @Nullable Step step;
  private @Nullable StepResult result;

  FlywayStep(Workplace place, Work work, Session session) {
    this.place = place;
    this.work = work;
    this.session = session;
  }

  /** What the step did, once Flyway has committed it; nothing when there was nothing to do. */
  @Nullable StepResult result() {
    return result;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try {
      if (event == Event.BEFORE_EACH_MIGRATE) {
        requireThisOne(context);
        step = new Step(place, work, session);
        step.begin();
      } else if (step != null) {
        result = step.finish();
      }
    } catch (SQLException e) {
      throw new FlywayException("the transaction around the script failed", e);
    }
  }

  /** Flyway applies all that is missing up to its target: that must be the one we prepared for. */
  private void requireThisOne(Context context) {
    String version = String.valueOf(context.getMigrationInfo().getVersion());
    if (!version.equals(work.migration().version().toString())) {
      throw new IllegalStateException(version + " is missing before " + work);
    }
  }

  @Override
  public void close() {
    if (step != null) {
      step.close();
    }
  }

  @Override
  public String getCallbackName() {
    return "receipt";
  }
}
