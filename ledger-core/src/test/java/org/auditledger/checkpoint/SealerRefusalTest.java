package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;
import static org.auditledger.checkpoint.TestLedger.SECOND;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.entry.Digest;
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
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not the ledger that was sealed is not sealed, and nothing is left of the attempt. */
@OnPostgres
@Template({TestLedger.ENTRIES, TestLedger.CONTROL})
class SealerRefusalTest {

  private static final String FORGE =
      "update public.ledger_entries set reasoning = 'forged' where sequence_number = ";

  @TempDir private Path directory;

  private TestLedger sealed(TestDatabase database, int entries) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(entries);
    Sealed unused = ledger.seal();
    return ledger;
  }

  private static void refuses(TestLedger ledger, String... why) throws SQLException {
    refuses(ledger, ledger.sealer(FIRST), HistoryBrokenException.class, why);
  }

  private static void refuses(
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

  private static String memory(TestLedger ledger) {
    try {
      Path file = ledger.memory(FIRST);
      return Files.exists(file) ? Files.readString(file) : "none";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @OnEveryPostgres
  void a_ledger_that_was_rolled_back_as_a_whole(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 300);
    ledger.append(300);
    Sealed unused = ledger.seal();
    ledger.rollBack(300, 2);
    refuses(
        ledger,
        "the database was rolled back",
        "has sealed 600 entries and 3 statements, and here no more than 300 entries and 2");
    ledger.rollBack(0, 1);
    refuses(ledger, "here no more than 0 entries and 0 statements");
  }

  @Test
  void a_journal_that_was_rolled_back_under_its_entries(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 5);
    ledger.record(FIRST, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
    Sealed unused = ledger.seal();
    ledger.rollBack(5, 2);
    refuses(ledger, "5 entries and 4 statements, and here no more than 5 entries and 2");
  }

  @Test
  void entries_that_are_gone(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 300);
    ledger.tamper("delete from public.ledger_entries where sequence_number > 290");
    refuses(ledger, "entries 291 to 300 were sealed and are gone");
    ledger.tamper("truncate public.ledger_entries");
    refuses(ledger, "entries 1 to 300 were sealed and are gone", "ends with entry 0");
  }

  @OnEveryPostgres
  void a_copy_of_the_database(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 3);
    TestDatabase copy = new TestDatabase(database.server(), database.name() + "_copy");
    TestDatabase administration = new TestDatabase(database.server(), "postgres");
    administration.execute(
        "create database \"" + copy.name() + "\" template \"" + database.name() + '"');
    try {
      refuses(
          new TestLedger(copy, directory),
          "this is not the database that the journal names",
          "a copy, or restored");
    } finally {
      administration.execute("drop database \"" + copy.name() + '"');
    }
    assertThat(ledger.seal().isNew()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "300, 290, tiles and entries come to the root",
    "300, 256, entry 256 is not the one in tile 0/0",
    "256, 256, entry 256 is not the one in tile 0/0",
    "100, 1, tiles and entries come to the root"
  })
  void an_entry_that_was_rewritten(int size, int forged, String why, TestDatabase database)
      throws SQLException {
    TestLedger ledger = sealed(database, size);
    ledger.tamper(FORGE + forged);
    refuses(ledger, "entries that were sealed last are not what they were", why);
    ledger.append(10);
    refuses(ledger, why);
  }

  @Test
  void an_entry_that_is_missing_in_the_middle(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 300);
    ledger.tamper("delete from public.ledger_entries where sequence_number = 280");
    refuses(ledger, "entry 280 is missing");
  }

  @Test
  void a_chain_that_was_made_anew_from_some_entry_on(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 300);
    ledger.tamper("delete from public.ledger_entries where sequence_number > 270");
    ledger.append(60, 1);
    refuses(ledger, "tiles and entries come to the root");
  }

  @Test
  void a_tile_that_was_changed_or_removed(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 600);
    ledger.tamper(
        "update audit_ledger.tiles set hashes = set_byte(hashes, 100, get_byte(hashes, 100) # 1)"
            + " where index = 0");
    refuses(ledger, "tiles and entries come to the root");
    ledger.tamper("update audit_ledger.tiles set hashes = 'short' where index = 0");
    refuses(ledger, "tile 0/0 has another length");
    ledger.tamper("delete from audit_ledger.tiles where index = 0");
    refuses(ledger, "tile 0/0 is not stored");
  }

  @Test
  void a_tile_that_lies_in_wait(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 200);
    ledger.append(100);
    ledger.tamper(
        "insert into audit_ledger.tiles values"
            + " ('acme/plant-1/entries', 0, 0, decode(repeat('00', 8192), 'hex'))");
    refuses(ledger, "tile 0/0 is not what the entries come to");
  }

  @Test
  void a_trigger_that_swallows_what_is_stored(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 200);
    ledger.append(100);
    database.execute(
        "create function swallow() returns trigger language plpgsql as"
            + " 'begin return null; end';"
            + "create trigger a before insert on audit_ledger.checkpoints for each row"
            + " execute function swallow()");
    refuses(ledger, "the checkpoint was not stored as it was signed");
    database.execute(
        "create trigger a before insert on audit_ledger.tiles for each row"
            + " execute function swallow()");
    refuses(ledger, "tile 0/0 is not stored");
  }

  @Test
  void a_checkpoint_that_was_removed(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 5);
    ledger.tamper("delete from audit_ledger.checkpoints where origin like '%/journal'");
    refuses(ledger, "the checkpoint of 2 in acme/plant-1/journal is not stored");
    ledger.tamper("delete from audit_ledger.checkpoints");
    refuses(ledger, "the checkpoint of 5 in acme/plant-1/entries is not stored");
  }

  @Test
  void a_checkpoint_that_was_changed(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 5);
    String update = "update audit_ledger.checkpoints set note = %s where origin like '%%/entries'";
    ledger.tamper(update.formatted("regexp_replace(note, '/entries\\n5\\n', E'/entries\\n6\\n')"));
    refuses(ledger, "a stored checkpoint of acme/plant-1/entries was changed");
    ledger.tamper(update.formatted("'no note'"));
    refuses(ledger, "a stored checkpoint of acme/plant-1/entries was changed");
  }

  @Test
  void a_checkpoint_of_the_same_size_and_another_root(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 5);
    Checkpoint other = new Checkpoint(ledger.key(FIRST).origin(Origin.Log.ENTRIES), 5, Digest.ZERO);
    try (Connection connection = database.connect()) {
      CheckpointTable.store(connection, other, other.sign(FIRST));
    }
    refuses(ledger, "a checkpoint of 5 in acme/plant-1/entries is of another");
  }

  @Test
  void a_checkpoint_that_the_journal_does_not_know_of(TestDatabase database) throws Exception {
    TestLedger ledger = sealed(database, 5);
    ledger.append(5);
    String before = Files.readString(ledger.memory(FIRST));
    Sealed unused = ledger.seal();
    ledger.tamper("delete from audit_ledger.journal where position > 2");
    // As if this key had signed nothing since, so that it is the table that tells.
    ledger.restoreMemory(before);
    refuses(ledger, "a checkpoint of 10 in acme/plant-1/entries is stored");
    ledger.tamper("delete from audit_ledger.checkpoints where size = 10");
    refuses(ledger, "a checkpoint of 3 in acme/plant-1/journal is stored");
  }

  @Test
  void a_journal_that_was_rewritten(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 5);
    ledger.tamper("update audit_ledger.journal set note = replace(note, '18', '19')");
    refuses(ledger, "the journal is broken");
  }

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

  @OnEveryPostgres
  void a_broken_chain(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 250);
    ledger.append(20);
    ledger.tamper(FORGE + 260);
    refuses(ledger, ledger.sealer(FIRST), SealException.class, "chain of the entries", "entry 260");
    ledger.tamper("delete from public.ledger_entries where sequence_number = 260");
    refuses(ledger, ledger.sealer(FIRST), SealException.class, "entry 260 is missing before it");
    ledger.tamper("update public.ledger_entries set entry_hash = 'x' where sequence_number = 270");
    refuses(ledger, ledger.sealer(FIRST), SealException.class, "the last entry has no hash");
    assertThatThrownBy(ledger::seal)
        .extracting(e -> ((SealException) e).trouble())
        .isEqualTo(Trouble.ENTRIES);
  }

  @Test
  void an_entry_that_does_not_link_to_the_last_one_that_was_sealed(TestDatabase database)
      throws SQLException {
    TestLedger ledger = sealed(database, 256);
    ledger.append(3);
    ledger.tamper("delete from public.ledger_entries where sequence_number = 257");
    refuses(ledger, ledger.sealer(FIRST), SealException.class, "entry 257 is missing before it");
    ledger.tamper(
        "update public.ledger_entries set sequence_number = sequence_number - 1"
            + " where sequence_number > 256");
    refuses(ledger, ledger.sealer(FIRST), SealException.class, "entry 257: previous_hash is");
  }

  @Test
  void an_entry_without_a_row_form(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, 10);
    ledger.append(3);
    ledger.tamper(
        "update public.ledger_entries set created_at = 'infinity' where sequence_number = 12");
    refuses(ledger, ledger.sealer(FIRST), SealException.class, "entry 12: ");
  }

  @Test
  void a_key_that_was_retired_or_that_the_journal_does_not_know(TestDatabase database)
      throws SQLException {
    TestLedger ledger = sealed(database, 5);
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
  void what_is_no_ledger(TestDatabase database) throws SQLException {
    TestLedger none = new TestLedger(database, directory);
    notALedger(none, "its journal has not begun");
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.tamper("alter table public.ledger_entries drop column verdict cascade");
    notALedger(ledger, "public.ledger_entries is no ledger's");
    ledger.tamper("drop table public.ledger_entries cascade; create table ledger_entries (a int)");
    notALedger(ledger, "there is no table public.ledger_entries");
    database.execute("drop schema audit_ledger cascade");
    assertThat(ledger.sealer(FIRST).hasSealed()).isFalse();
    assertThatThrownBy(ledger::seal).hasMessageContaining("its journal has not begun");
  }

  private static void notALedger(TestLedger ledger, String why) {
    assertThatThrownBy(ledger::seal)
        .isInstanceOf(SealException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("audit-ledger migrate upgrade")
        .extracting(e -> ((SealException) e).trouble())
        .isEqualTo(Trouble.NOT_A_LEDGER);
  }

  @Test
  void a_key_that_has_lost_its_memory(TestDatabase database) throws Exception {
    TestLedger ledger = sealed(database, 5);
    String own = memory(ledger);
    Files.delete(ledger.memory(FIRST));
    forgets(ledger, "first.last", "it is missing, though the journal says");
    Files.writeString(ledger.memory(FIRST), own);
    assertThat(ledger.seal().anchor().encoded()).isEqualTo(own);
  }

  @Test
  void a_memory_that_is_not_this_keys_of_this_ledger(TestDatabase database) throws Exception {
    TestLedger ledger = sealed(database, 5);
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
