package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.Refusals.refuses;
import static org.auditledger.checkpoint.Refusals.sealed;
import static org.auditledger.checkpoint.TestLedger.FIRST;

import java.nio.file.Path;
import java.sql.SQLException;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.journal.Kind;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Entries that are not those that were sealed are not sealed, and nothing is left of the attempt.
 */
@OnPostgres
@Template({TestLedger.ENTRIES, TestLedger.CONTROL})
class SealerRefusalTest {

  private static final String FORGE =
      "update public.ledger_entries set reasoning = 'forged' where sequence_number = ";

  @TempDir private Path directory;

  @OnEveryPostgres
  void a_ledger_that_was_rolled_back_as_a_whole(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 300);
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
    TestLedger ledger = sealed(database, directory, 5);
    ledger.record(FIRST, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
    Sealed unused = ledger.seal();
    ledger.rollBack(5, 2);
    refuses(ledger, "5 entries and 4 statements, and here no more than 5 entries and 2");
  }

  @Test
  void entries_that_are_gone(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 300);
    ledger.tamper("delete from public.ledger_entries where sequence_number > 290");
    refuses(ledger, "entries 291 to 300 were sealed and are gone");
    ledger.tamper("truncate public.ledger_entries");
    refuses(ledger, "entries 1 to 300 were sealed and are gone", "ends with entry 0");
  }

  @OnEveryPostgres
  void a_copy_of_the_database(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 3);
    TestDatabase copy = new TestDatabase(database.server(), database.name() + "_copy");
    TestDatabase administration = new TestDatabase(database.server(), "postgres");
    administration.execute(
        "create database \"" + copy.name() + "\" template \"" + database.name() + '"');
    try {
      refuses(
          new TestLedger(copy, directory),
          "this is not the database that the journal names",
          "a copy, moved, or restored");
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
    TestLedger ledger = sealed(database, directory, size);
    ledger.tamper(FORGE + forged);
    refuses(ledger, "entries that were sealed last are not what they were", why);
    ledger.append(10);
    refuses(ledger, why);
  }

  @Test
  void an_entry_that_is_missing_in_the_middle(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 300);
    ledger.tamper("delete from public.ledger_entries where sequence_number = 280");
    refuses(ledger, "entry 280 is missing");
  }

  @Test
  void a_chain_that_was_made_anew_from_some_entry_on(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 300);
    ledger.tamper("delete from public.ledger_entries where sequence_number > 270");
    ledger.append(60, 1);
    refuses(ledger, "tiles and entries come to the root");
  }

  @OnEveryPostgres
  void a_broken_chain(TestDatabase database) throws SQLException {
    TestLedger ledger = sealed(database, directory, 250);
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
    TestLedger ledger = sealed(database, directory, 256);
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
    TestLedger ledger = sealed(database, directory, 10);
    ledger.append(3);
    ledger.tamper(
        "update public.ledger_entries set created_at = 'infinity' where sequence_number = 12");
    refuses(ledger, ledger.sealer(FIRST), SealException.class, "entry 12: ");
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
}
