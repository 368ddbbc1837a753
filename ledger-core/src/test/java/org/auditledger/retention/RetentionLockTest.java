package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Session;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The lock of runs goes with the session that has it. */
@OnPostgres
class RetentionLockTest {

  @Test
  void one_run_at_a_time_has_the_lock(TestDatabase database) throws SQLException {
    try (Session second = BufferDays.session(database)) {
      try (Session first = BufferDays.session(database)) {
        RetentionLock.take(first.connection(), new Patience(Duration.ZERO), line -> {});
        assertThatThrownBy(() -> RetentionLock.take(second.connection(), new Patience(Duration.ZERO), line -> {}))
            .isInstanceOfSatisfying(
                RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.BUSY))
            .hasMessageContaining("held by pid " + first.backendPid() + " (audit-ledger, ");
      }
      RetentionLock.take(second.connection(), new Patience(Duration.ofSeconds(10)), line -> {});
    }
  }
}
