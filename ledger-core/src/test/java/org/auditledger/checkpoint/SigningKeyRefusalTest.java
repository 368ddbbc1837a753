package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.Refusals.memory;
import static org.auditledger.checkpoint.Refusals.refuses;
import static org.auditledger.checkpoint.Refusals.sealed;
import static org.auditledger.checkpoint.TestLedger.FIRST;
import static org.auditledger.checkpoint.TestLedger.SECOND;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.LeafHashes;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.Tile;
import org.auditledger.seal.TileId;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.NoteSigner;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key signs nothing that contradicts what it signed before, and nothing when it is not to. */
@OnPostgres
@Template({TestLedger.ENTRIES, TestLedger.CONTROL})
class SigningKeyRefusalTest {

  @TempDir private Path directory;

  @Test
  void another_history_that_another_key_has_sealed(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.register(SECOND);
    ledger.append(300);
    Sealed unused = ledger.seal();
    ledger.tamper("delete from public.ledger_entries where sequence_number > 200");
    ledger.append(120, 1);
    launder(ledger);
    refuses(
        ledger,
        "the entries are not those that this key sealed",
        "the 320 that are sealed here do not begin with its 300");
  }

  @Test
  void another_journal_that_another_key_has_signed(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.register(SECOND);
    ledger.append(3);
    Sealed unused = ledger.seal();
    ledger.tamper("delete from audit_ledger.journal where position > 2");
    ledger.tamper("delete from audit_ledger.checkpoints");
    for (int i = 0; i < 3; i++) {
      ledger.record(SECOND, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
    }
    launder(ledger);
    refuses(
        ledger,
        "the journal is not the one that this key signed",
        "its first 3 statements have another root");
  }

  /** What a signer does who holds a key and does not ask what was there before. */
  private static void launder(TestLedger ledger) throws SQLException {
    LeafHashes leaves = ledger.leaves();
    EntriesSealed entries = new EntriesSealed(leaves.size(), Proofs.root(leaves, leaves.size()));
    ledger.tamper("delete from audit_ledger.tiles");
    try (Connection connection = ledger.database().connect()) {
      connection.setAutoCommit(false);
      Origin origin = ledger.key(SECOND).origin(Origin.Log.ENTRIES);
      if (leaves.size() >= TileId.WIDTH) {
        byte[] hashes = new byte[Tile.LENGTH];
        for (int i = 0; i < TileId.WIDTH; i++) {
          leaves.leaves().get(i).write(hashes, 32 * i);
        }
        new TileTable(connection, origin, Attempt.SEAL)
            .store(List.of(Tile.of(new TileId(0, 0), hashes)));
      }
      Recorder recorder = ledger.recorder(SECOND);
      recorder.record(connection, Kind.CHECKPOINT, entries.toBody());
      JournalReader journal = JournalTable.read(connection, TestLedger.both());
      Checkpoint one = new Checkpoint(origin, entries.size(), entries.root());
      Checkpoint other =
          new Checkpoint(
              ledger.key(SECOND).origin(Origin.Log.JOURNAL),
              journal.head().position(),
              journal.leaves().root());
      CheckpointTable.store(connection, one, one.sign(SECOND));
      CheckpointTable.store(connection, other, other.sign(SECOND));
      connection.commit();
    }
  }

  @Test
  void a_key_that_was_retired_or_that_the_journal_does_not_know(TestDatabase database)
      throws SQLException {
    TestLedger ledger = sealed(database, directory, 5);
    refuses(
        ledger, ledger.sealer(SECOND), SignerRefusedException.class, "the journal does not know");
    ledger.register(SECOND);
    Sealed unused = ledger.sealer(SECOND).seal();
    ledger.retire(FIRST, 5, 4);
    refuses(ledger, ledger.sealer(FIRST), SignerRefusedException.class, "was retired: rotation");
    // What it sealed before still stands.
    ledger.append(1);
    ledger.assertSeals(ledger.sealer(SECOND).seal(), SECOND);
  }

  @Test
  void a_key_that_has_lost_its_memory(TestDatabase database) throws Exception {
    TestLedger ledger = sealed(database, directory, 5);
    String own = memory(ledger);
    Files.delete(ledger.memory(FIRST));
    forgets(ledger, "first.last", "it is missing, though the journal says");
    Files.writeString(ledger.memory(FIRST), own);
    assertThat(ledger.seal().anchor().encoded()).isEqualTo(own);
  }

  @Test
  void a_memory_that_is_not_this_keys_of_this_ledger(TestDatabase database) throws Exception {
    TestLedger ledger = sealed(database, directory, 5);
    ledger.restoreMemory("nonsense");
    forgets(ledger, "it is no anchor file");
    ledger.restoreMemory(nothing(SECOND).encoded());
    forgets(ledger, "the key itself did not sign it");
    ledger.restoreMemory(nothing(TestLedger.signer("acme/plant-2", 7)).encoded());
    forgets(ledger, "it is of another ledger than acme/plant-1");
    Files.delete(ledger.memory(FIRST));
    Files.createDirectory(ledger.memory(FIRST));
    forgets(ledger, "it is not a regular file");
  }

  private static Anchor nothing(NoteSigner signer) {
    SealingKey key = new SealingKey(signer, Path.of("key"));
    return new Anchor(
        new Checkpoint(key.origin(Origin.Log.ENTRIES), 0, TreeHasher.EMPTY_ROOT).sign(signer),
        new Checkpoint(key.origin(Origin.Log.JOURNAL), 0, TreeHasher.EMPTY_ROOT).sign(signer));
  }

  private static void forgets(TestLedger ledger, String... why) throws SQLException {
    List<String> stored = ledger.stored();
    for (String words : why) {
      assertThatThrownBy(ledger::seal)
          .isInstanceOf(SealException.class)
          .hasMessageContaining(words)
          .hasMessageContaining("the newest anchor that this key signed")
          .extracting(e -> ((SealException) e).trouble())
          .isEqualTo(Trouble.MEMORY);
    }
    assertThat(ledger.stored()).isEqualTo(stored);
  }
}
