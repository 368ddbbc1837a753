package org.auditledger.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * What a session is to be like, besides what every session is.
 *
 * @param readOnly whether it must not be able to write
 * @param statementTimeout how long one statement may take; without it, what the connection string's
 *     options say, and else no limit
 * @param lockTimeout how long to wait for one lock, likewise
 */
public record SessionSettings(
    boolean readOnly, Optional<Duration> statementTimeout, Optional<Duration> lockTimeout) {

  public SessionSettings {
    statementTimeout.ifPresent(SessionSettings::require);
    lockTimeout.ifPresent(SessionSettings::require);
  }

  public static SessionSettings reading() {
    return new SessionSettings(true, Optional.empty(), Optional.empty());
  }

  public static SessionSettings writing() {
    return new SessionSettings(false, Optional.empty(), Optional.empty());
  }

  SessionSettings withStatementTimeout(Duration limit) {
    return new SessionSettings(readOnly, Optional.of(limit), lockTimeout);
  }

  public SessionSettings withLockTimeout(Duration limit) {
    return new SessionSettings(readOnly, statementTimeout, Optional.of(limit));
  }

  private static void require(Duration limit) {
    if (limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a limit is 1 ms to 24 days, not " + limit);
    }
  }
}
