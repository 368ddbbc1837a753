package org.auditledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.auditledger.chain.Head;
import org.auditledger.checkpoint.SealException;
import org.auditledger.checkpoint.SealListener;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.SealingState;
import org.auditledger.entry.Appended;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Verdict;
import org.auditledger.keyfile.KeyFileException;
import org.auditledger.migrate.MigrationException;
import org.auditledger.postgres.ConnectionStringException;
import org.auditledger.postgres.Explanation;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application does with a ledger, from its start to what an auditor reads. */
@OnPostgres
class LedgerTest {

  @TempDir private Path directory;

  @Test
  void it_is_made_appended_to_sealed_and_verified(TestDatabase database) throws Exception {
    LedgerKey key = key("ledger.key");
    Ledger ledger = Ledger.upgrade(database.dsn(), Map.of(), Clock.systemUTC(), key, line -> {});
    assertThat(ledger.head()).contains(Head.GENESIS);

    Ledger opened = Ledger.open(database.dsn(), Map.of(), Clock.systemUTC());
    Heard heard = new Heard();
    WriterSettings sealing =
        WriterSettings.standard().withSealing(opened.sealing(key, SealSchedule.standard(), heard));
    LedgerWriter writer = opened.writer(sealing);
    Appended last;
    try (writer) {
      Appended first = writer.append(draft(1));
      last = writer.append(draft(2));
      assertThat(first.sequence()).isEqualTo(1);
    }
    assertThat(writer.sealing().orElseThrow()).isInstanceOf(SealingState.Finished.class);
    assertThat(opened.head()).contains(new Head(2, last.hash()));

    Path anchor = directory.resolve("ledger.anchor");
    Files.writeString(anchor, heard.seals.get(heard.seals.size() - 1).anchor().encoded());
    Evidence evidence = Evidence.trusting(directory.resolve("ledger.key.vkey")).anchoredBy(anchor);
    LedgerReport report = opened.verify(evidence, 2);
    assertThat(report.isSound()).as(report.toString()).isTrue();
    assertThat(report.evidenceUsed()).isTrue();
    assertThat(report.sealedTo()).hasValue(2);
    assertThat(report.anchoredTo()).hasValue(2);

    database.execute("alter table ledger_entries disable trigger all; delete from ledger_entries");
    assertThat(opened.verify(evidence, 1).isSound()).isFalse();
  }

  @Test
  void where_no_ledger_is_nobody_gets_one(TestDatabase database) {
    assertThatThrownBy(() -> Ledger.open(database.dsn(), Map.of(), Clock.systemUTC()))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("the application does not start")
        .hasMessageContaining("audit-ledger migrate upgrade");
    Map<String, String> off = Map.of("AUDIT_LEDGER_AUTOMIGRATE", "false");
    assertThatThrownBy(
            () ->
                Ledger.upgrade(
                    database.dsn(), off, Clock.systemUTC(), key("ledger.key"), line -> {}))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("switched off");
  }

  @Test
  void a_server_that_only_the_command_brings_along_is_refused() {
    assertThatThrownBy(() -> Ledger.open("embedded:here", Map.of(), Clock.systemUTC()))
        .isInstanceOf(ConnectionStringException.class)
        .hasMessageContaining("has to be started first");
  }

  @Test
  void evidence_that_cannot_be_read_is_not_left_out() throws IOException {
    assertThatThrownBy(() -> Evidence.NONE.anchoredBy(directory.resolve("none.anchor")))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("none.anchor cannot be read");
    Path other = Files.writeString(directory.resolve("other"), "no anchor\n");
    assertThatThrownBy(() -> Evidence.NONE.anchoredBy(other))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("other is no anchor");
  }

  @Test
  void a_key_signs_only_under_a_name_of_its_own() throws IOException {
    assertThat(key("ledger.key").ledger()).isEqualTo("acme/plant-1");
    LedgerKey unused = key("other.key");
    Path name = directory.resolve("ledger.key.vkey");
    Files.delete(name);
    assertThatThrownBy(() -> LedgerKey.read(directory.resolve("ledger.key"), null, "test"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("there is no " + name);
    Files.copy(directory.resolve("other.key.vkey"), name);
    assertThatThrownBy(() -> LedgerKey.read(directory.resolve("ledger.key"), null, "test"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("is of another key");
    assertThatThrownBy(() -> LedgerKey.create(directory.resolve("k"), "No Name", null, "test"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(directory.resolve("k")).doesNotExist();
  }

  private LedgerKey key(String file) {
    return LedgerKey.create(directory.resolve(file), "acme/plant-1", null, "test");
  }

  private static EntryDraft draft(int n) {
    return EntryDraft.of(Verdict.CLEAR, "t-" + n, "%064x".formatted(n), "3.1.0");
  }

  /** Keeps what it is told. */
  private static final class Heard implements SealListener {

    private final List<Sealed> seals = new ArrayList<>();

    @Override
    public void sealed(Sealed seal) {
      seals.add(seal);
    }

    @Override
    public void waiting(Explanation why) {
      throw new AssertionError(why.text());
    }

    @Override
    public void answered() {}

    @Override
    public void stopped(SealingState.Stopped state) {
      throw new AssertionError(state.why());
    }
  }
}
