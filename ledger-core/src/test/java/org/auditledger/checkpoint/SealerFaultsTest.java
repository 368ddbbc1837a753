package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Client or server die at any request of a seal: it is whole or not there, the next one goes on,
 * and what was stored and not remembered is remembered then. Where the server dies the requests are
 * a sample, unless {@code -Dtest.faults=1} asks for every one.
 */
@OnPostgres
@Timeout(900)
class SealerFaultsTest {

  private static final boolean ALL = Integer.getInteger("auditledger.test.faults") == 1;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void a_seal_is_whole_or_not_there(Fault fault, CrashableServer server)
      throws SQLException, IOException {
    int step = fault.killsServer() && !ALL ? 10 : 1;
    int unheard = 0;
    boolean struck = true;
    for (int at = 1; struck; at += step) {
      TestDatabase database = server.create(TestLedger.ENTRIES, TestLedger.CONTROL);
      Path keys = Files.createDirectory(directory.resolve(fault + "-" + at));
      TestLedger ledger = TestLedger.begin(database, keys);
      ledger.append(200);
      Sealed unused = ledger.seal();
      ledger.append(100);
      String before = memory(ledger);
      try (FaultProxy proxy = FaultProxy.at(at, fault, database)) {
        attempt(new TestLedger(proxy.database(), keys));
        struck = proxy.struckAt().isPresent();
        if (struck) {
          proxy.settle();
          assertThat(memory(ledger)).as("what is not known to be durable").isEqualTo(before);
          unheard += isNew(ledger, proxy.struckAt().orElseThrow()) ? 0 : 1;
        }
      }
      server.drop(database);
    }
    if (!fault.killsServer()) {
      assertThat(unheard).isEqualTo(fault == Fault.CLIENT_DIES_AFTER ? 1 : 0);
    }
  }

  /** Seals once more, and says whether that was needed. */
  private static boolean isNew(TestLedger ledger, String where) throws SQLException {
    Sealed sealed = ledger.seal();
    assertThat(ledger.assertSeals(sealed, FIRST)).as(where).isNotNull();
    return sealed.isNew();
  }

  private static void attempt(TestLedger doomed) {
    try {
      Sealed unused = doomed.seal();
    } catch (RuntimeException e) {
      assertThat(e.getMessage()).as("what a user reads").isNotBlank();
    }
  }

  private static String memory(TestLedger ledger) throws IOException {
    Path file = ledger.memory(FIRST);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void what_was_stored_and_not_remembered_is_remembered_before_anything_else(TestDatabase database)
      throws SQLException, IOException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(300);
    Sealed first = ledger.seal();
    ledger.append(10);
    Sealed second = ledger.seal();
    ledger.restoreMemory(first.anchor().encoded());
    ledger.append(10);
    ledger.tamper("delete from public.ledger_entries where sequence_number = 315");
    assertThatThrownBy(ledger::seal).hasMessageContaining("entry 315 is missing before it");
    assertThat(ledger.memory(FIRST)).hasContent(second.anchor().encoded());
    ledger.rollBack(300, 2);
    assertThatThrownBy(ledger::seal).hasMessageContaining("the database was rolled back");
  }

  @Test
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void a_death_before_the_first_seal_is_remembered_leaves_no_doubt(TestDatabase database)
      throws SQLException, IOException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(3);
    ledger.tamper("delete from public.ledger_entries where sequence_number = 2");
    assertThatThrownBy(ledger::seal).hasMessageContaining("entry 2 is missing before it");
    // It remembers by now that it has signed nothing.
    String nothing = memory(ledger);
    assertThat(nothing).startsWith("acme/plant-1/entries\n0\n");
    ledger.tamper("truncate public.ledger_entries");
    ledger.append(3);
    Sealed first = ledger.seal();
    ledger.restoreMemory(nothing);
    assertThat(ledger.seal().anchor()).isEqualTo(first.anchor());
    assertThat(ledger.memory(FIRST)).hasContent(first.anchor().encoded());
  }
}
