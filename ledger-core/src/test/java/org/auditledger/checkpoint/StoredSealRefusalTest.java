package org.auditledger.checkpoint;

import static org.auditledger.checkpoint.Refusals.refuses;
import static org.auditledger.checkpoint.Refusals.sealed;
import static org.auditledger.checkpoint.TestLedger.FIRST;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.auditledger.entry.Digest;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seal that was changed where it is stored is not gone on from. */
@OnPostgres
@Template({TestLedger.ENTRIES, TestLedger.CONTROL})
class StoredSealRefusalTest {

  @TempDir private Path directory;

  @Test
  void a_tile_that_was_changed_or_removed(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 600);
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
    TestLedger ledger = sealed(database, directory, 200);
    ledger.append(100);
    ledger.tamper(
        "insert into audit_ledger.tiles values"
            + " ('acme/plant-1/entries', 0, 0, decode(repeat('00', 8192), 'hex'))");
    refuses(ledger, "tile 0/0 is not what the entries come to");
  }

  @Test
  void a_trigger_that_swallows_what_is_stored(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 200);
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
    TestLedger ledger = sealed(database, directory, 5);
    ledger.tamper("delete from audit_ledger.checkpoints where origin like '%/journal'");
    refuses(ledger, "the checkpoint of 2 in acme/plant-1/journal is not stored");
    ledger.tamper("delete from audit_ledger.checkpoints");
    refuses(ledger, "the checkpoint of 5 in acme/plant-1/entries is not stored");
  }

  @Test
  void a_checkpoint_that_was_changed(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 5);
    String update = "update audit_ledger.checkpoints set note = %s where origin like '%%/entries'";
    ledger.tamper(update.formatted("regexp_replace(note, '/entries\\n5\\n', E'/entries\\n6\\n')"));
    refuses(ledger, "a stored checkpoint of acme/plant-1/entries was changed");
    ledger.tamper(update.formatted("'no note'"));
    refuses(ledger, "a stored checkpoint of acme/plant-1/entries was changed");
  }

  @Test
  void a_checkpoint_of_the_same_size_and_another_root(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 5);
    Checkpoint other = new Checkpoint(ledger.key(FIRST).origin(Origin.Log.ENTRIES), 5, Digest.ZERO);
    try (Connection connection = database.connect()) {
      CheckpointTable.store(connection, other, other.sign(FIRST));
    }
    refuses(ledger, "a checkpoint of 5 in acme/plant-1/entries is of another");
  }

  @Test
  void a_checkpoint_that_the_journal_does_not_know_of(TestDatabase database) throws Exception {
    TestLedger ledger = sealed(database, directory, 5);
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
    TestLedger ledger = sealed(database, directory, 5);
    ledger.tamper("update audit_ledger.journal set note = replace(note, '18', '19')");
    refuses(ledger, "the journal is broken");
  }
}
