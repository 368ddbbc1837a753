package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Onlooker;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification does while it reads. */
@OnPostgres
class VerifyProcessTest {

  private static final String READING = "copy (";

  @TempDir private Path directory;

  @Test
  void who_interrupts_it_gets_no_verdict(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(5);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Onlooker holds =
        () -> {
          reading.countDown();
          await(over);
        };
    try (FaultProxy proxy = FaultProxy.looking(database, READING, holds)) {
      ledger.runs().with("LEDGER_DSN", proxy.database().dsn());
      try (RunningProgram program =
          RunningProgram.start(ledger.runs().environment(), "verify", "--json")) {
        await(reading);
        assertThat(program.signal("INT")).isEqualTo(130);
        assertThat(program.all())
            .anyMatch(line -> line.contains("\"what\":\"interrupted\""))
            .noneMatch(line -> line.contains("audit-ledger/verify/1") || line.contains("bug"));
      } finally {
        over.countDown();
      }
    }
  }

  @Test
  void who_watches_sees_how_far_it_is_and_others_see_nothing(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(5);
    Onlooker slow = () -> await(new CountDownLatch(1), 300);
    try (FaultProxy proxy = FaultProxy.looking(database, READING, slow)) {
      ledger.runs().with("LEDGER_DSN", proxy.database().dsn());
      Terminal watched = new Terminal(true, null);
      CommandLineRun seen =
          CommandLineRun.with(
              ledger.runs().environment(), watched, CommandLineRun::contents, "verify");
      assertThat(seen.exit()).as("%s", seen).isZero();
      assertThat(seen.stderr()).matches("\rverifying  1 of 1 blocks  [0-9]+/s  0:00 left\r +\r");
      CommandLineRun quiet =
          CommandLineRun.with(
              ledger.runs().environment(), watched, CommandLineRun::contents, "verify", "--quiet");
      assertThat(quiet.stderr()).isEmpty();
      assertThat(ledger.run("verify").stderr()).isEmpty();
    }
  }

  private static void await(CountDownLatch latch) throws SQLException {
    if (!await(latch, TimeUnit.MINUTES.toMillis(1))) {
      throw new SQLException("nothing happened for a minute");
    }
  }

  private static boolean await(CountDownLatch latch, long milliseconds) throws SQLException {
    try {
      return latch.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(e);
    }
  }
}
