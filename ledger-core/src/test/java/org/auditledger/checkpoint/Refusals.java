package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.testing.TestDatabase;

/** A sealer that does not seal, and leaves everything as it was. */
final class Refusals {

  private Refusals() {}

  /** A ledger with so many entries, all sealed by the first key. */
  static TestLedger sealed(TestDatabase database, Path directory, int entries) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(entries);
    Sealed unused = ledger.seal();
    return ledger;
  }

  /** The first key does not seal, for these reasons, and nothing is left of the attempt. */
  static void refuses(TestLedger ledger, String... why) throws SQLException {
    refuses(ledger, ledger.sealer(FIRST), HistoryBrokenException.class, why);
  }

  static void refuses(
      TestLedger ledger, Sealer sealer, Class<? extends Exception> type, String... why)
      throws SQLException {
    List<String> stored = ledger.stored();
    String memory = memory(ledger);
    ThrowingCallable sealing = sealer::seal;
    for (String words : why) {
      assertThatThrownBy(sealing).isInstanceOf(type).hasMessageContaining(words);
    }
    assertThat(ledger.stored()).isEqualTo(stored);
    assertThat(memory(ledger)).isEqualTo(memory);
  }

  /** What the first key remembers. */
  static String memory(TestLedger ledger) {
    try {
      Path file = ledger.memory(FIRST);
      return Files.exists(file) ? Files.readString(file) : "none";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
