package org.auditledger.migrate;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Takes what Flyway logs and drops it: what happened is said by values and exceptions here. It is
 * public because Flyway makes it by its name.
 */
public final class SilentLogs implements LogCreator {

  @Override
  public Log createLogger(Class<?> type) {
    return new Silence();
  }

  private static final class Silence implements Log {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception e) {}

    @Override
    public void notice(String message) {}
  }
}
