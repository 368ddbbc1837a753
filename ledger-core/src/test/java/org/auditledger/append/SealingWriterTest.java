package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.append.KeyedLedger.LONG;
import static org.auditledger.append.KeyedLedger.NEVER;
import static org.auditledger.append.KeyedLedger.append;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.SealingState;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A writer with a key seals what is appended, beside it: no append waits for that. */
@OnPostgres
@Timeout(180)
class SealingWriterTest {

  @TempDir private Path directory;

  private final Told told = new Told();

  @OnEveryPostgres(lasting = true)
  void many_entries_are_sealed_at_once_and_fewer_wait(TestDatabase database) throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    try (LedgerWriter writer = ledger.writer(new SealSchedule(LONG, 50), told)) {
      told.await("sealed 0");
      assertThat(append(writer, 1, 49)).hasSize(49);
      Thread.sleep(2500); // it has looked at least once meanwhile
      assertThat(told.all()).containsExactly("sealed 0");
      assertThat(append(writer, 50, 1)).hasSize(1);
      told.await("sealed 50");
      assertThat(ledger.sealed()).isEqualTo(50);
      assertThat(writer.sealing())
          .get()
          .isInstanceOf(SealingState.Going.class)
          .extracting(state -> state.last().orElseThrow().entries())
          .isEqualTo(50L);
    }
    ledger.assertHolds(50);
  }

  @Test
  void entries_do_not_wait_longer_than_their_time(TestDatabase database) throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    try (LedgerWriter writer =
        ledger.writer(new SealSchedule(Duration.ofMillis(300), 1_000_000), told)) {
      told.await("sealed 0");
      for (int n = 1; n <= 3; n++) {
        assertThat(writer.append(Ledgers.draft(n)).sequence()).isEqualTo(n);
        told.await("sealed " + n);
      }
      assertThat(told.all()).containsExactly("sealed 0", "sealed 1", "sealed 2", "sealed 3");
    }
    assertThat(ledger.sealed()).isEqualTo(3);
  }

  @Test
  void what_is_not_sealed_when_it_is_closed_is_sealed_then(TestDatabase database) throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    LedgerWriter writer = ledger.writer(NEVER, told);
    told.await("sealed 0");
    Submission last = writer.submit(Ledgers.drafts(1, 300));
    writer.close();
    assertThat(last.await()).hasSize(300);
    assertThat(ledger.sealed()).isEqualTo(300);
    assertThat(told.all()).containsExactly("sealed 0", "sealed 300");
    assertThat(writer.sealing()).get().isInstanceOf(SealingState.Finished.class);
    writer.close();
    assertThat(told.all()).as("closed once").hasSize(2);
    ledger.assertHolds(300);
  }

  @Test
  void without_a_key_nothing_is_sealed(TestDatabase database) throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    LedgerWriter writer = Ledgers.writer(database);
    try (writer) {
      assertThat(append(writer, 1, 20)).hasSize(20);
    }
    assertThat(writer.sealing()).isEmpty();
    assertThat(database.query("select count(*) from audit_ledger.checkpoints"))
        .containsExactly("0");
    ledger.assertHolds(20);
  }

  @OnEveryPostgres(lasting = true)
  void appends_go_on_while_a_seal_waits_for_the_journal(TestDatabase database) throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    try (LedgerWriter writer = ledger.writer(new SealSchedule(Duration.ofMillis(100), 1), told)) {
      told.await("sealed 0");
      try (Connection holder = ledger.holdJournal()) {
        assertThat(writer.append(Ledgers.draft(1)).sequence()).isEqualTo(1);
        awaitStuckSeal(database);
        for (int n = 2; n <= 200; n++) {
          assertThat(writer.append(Ledgers.draft(n)).sequence()).isEqualTo(n);
        }
        assertThat(told.all()).containsExactly("sealed 0");
        holder.rollback();
      }
      told.await("sealed 200");
      assertThat(told.all()).containsExactly("sealed 0", "sealed 200");
    }
    ledger.assertHolds(200);
  }

  private static void awaitStuckSeal(TestDatabase database) throws Exception {
    String stuck =
        "select count(*) from pg_locks where locktype = 'advisory' and not granted"
            + " and database = (select oid from pg_database where datname = current_database())";
    while (!database.query(stuck).contains("1")) {
      Thread.sleep(10);
    }
  }
}
