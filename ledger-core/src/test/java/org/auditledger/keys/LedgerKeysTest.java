package org.auditledger.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.LEDGER;
import static org.auditledger.journal.WrittenJournal.SECOND;
import static org.auditledger.journal.WrittenJournal.THIRD;
import static org.auditledger.journal.WrittenJournal.trust;
import static org.auditledger.keys.KeyJournals.FIRST_ID;
import static org.auditledger.keys.KeyJournals.NOON;
import static org.auditledger.keys.KeyJournals.SECOND_ID;
import static org.auditledger.keys.KeyJournals.TRANSCRIPTS;
import static org.auditledger.keys.KeyJournals.begun;
import static org.auditledger.keys.KeyJournals.forge;
import static org.auditledger.keys.KeyJournals.keys;
import static org.auditledger.keys.KeyJournals.read;
import static org.auditledger.keys.KeyJournals.record;
import static org.auditledger.keys.KeyJournals.recorder;
import static org.auditledger.keys.KeyJournals.retireTranscripts;
import static org.auditledger.keys.KeyJournals.server;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.Recorder;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Standing;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What the journal takes in about keys, and what it is worth to whom. */
@OnPostgres
@Template({
  "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql",
  "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql"
})
class LedgerKeysTest {

  @OnEveryPostgres
  void after_a_rotation_what_the_old_key_signed_stands_and_what_it_signs_is_refused_or_found(
      TestDatabase database) throws SQLException {
    LedgerKeys keys = begun(database);
    assertThat(keys.register(recorder(FIRST), SECOND.verifier()).position()).isEqualTo(2);
    record(database, recorder(FIRST));
    RecordedKey<KeyRetired> retired =
        keys.retire(recorder(SECOND, FIRST), KeyPurpose.NOTE, FIRST_ID, "rotation");
    assertThat(retired.position()).isEqualTo(4);
    assertThat(retired.said().journalSize()).isEqualTo(3);
    record(database, recorder(SECOND));
    JournalReader reader = read(database, FIRST);
    assertThat(reader.defects().first()).isEmpty();
    assertThat(reader.unknown()).isZero();
    assertThat(reader.head().position()).isEqualTo(5);

    assertThatThrownBy(() -> record(database, recorder(FIRST)))
        .isInstanceOf(SignerRefusedException.class)
        .hasMessageContaining("key " + FIRST_ID + " was retired: rotation");
    forge(database, FIRST, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
    for (JournalReader found : List.of(read(database, FIRST), read(database, FIRST, SECOND))) {
      assertThat(found.defects().first())
          .extracting(Object::toString)
          .containsExactly("statement 6 is signed by a retired key: " + FIRST.verifier());
    }
    // Whom nobody trusts is a stranger, retired or not.
    assertThat(read(database, SECOND).last().orElseThrow().standing())
        .isInstanceOf(Standing.SignedByUnknownKey.class);
    assertThatThrownBy(() -> keys.register(recorder(SECOND, FIRST), THIRD.verifier()))
        .isInstanceOf(HistoryBrokenException.class);
    assertThat(keys.list(trust(FIRST)).defects().total()).isEqualTo(1);
  }

  @Test
  void a_retirement_counts_the_entries_and_the_statements_that_there_are(TestDatabase database)
      throws SQLException {
    LedgerKeys keys = begun(database);
    keys.register(recorder(FIRST), TRANSCRIPTS);
    RecordedKey<KeyRetired> early = retireTranscripts(keys, "a");
    assertThat(early.said().entriesSize()).isZero();
    assertThat(early.said().journalSize()).isEqualTo(2);
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    keys.register(recorder(FIRST), WrittenJournal.key(8).publicKey());
    long entries =
        Long.parseLong(database.query("select count(*) from public.ledger_entries").get(0));
    RecordedKey<KeyRetired> late =
        keys.retire(
            recorder(FIRST), KeyPurpose.TRANSCRIPT, WrittenJournal.key(8).publicKey().keyId(), "b");
    assertThat(late.said().entriesSize()).isEqualTo(entries).isGreaterThan(1);
    assertThat(late.said().journalSize()).isEqualTo(4);
    assertThat(read(database, FIRST).retirements()).containsExactly(early.said(), late.said());
  }

  @Test
  void without_a_head_nothing_is_retired_and_without_a_table_there_are_no_entries(
      TestDatabase database) throws SQLException {
    LedgerKeys keys = begun(database);
    keys.register(recorder(FIRST), TRANSCRIPTS);
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    database.execute(
        "alter table public.ledger_entries disable trigger all;"
            + " update public.ledger_entries set entry_hash = repeat('x', 64)"
            + " where sequence_number = (select max(sequence_number) from public.ledger_entries)");
    refuses(() -> retireTranscripts(keys, "a"), KeyException.Trouble.ENTRIES, "has no head");
    assertThat(read(database, FIRST).head().position()).isEqualTo(2);
    database.execute("drop table public.ledger_entries cascade");
    assertThat(retireTranscripts(keys, "a").said().entriesSize()).isZero();
  }

  @Test
  void a_key_that_is_registered_or_was_retired_is_not_registered(TestDatabase database)
      throws SQLException {
    LedgerKeys keys = begun(database);
    refusesKey(
        () -> keys.register(recorder(FIRST), FIRST.verifier()),
        "note key " + FIRST_ID + " is registered already",
        "statement 1 has done that");
    keys.register(recorder(FIRST), SECOND.verifier());
    keys.register(recorder(FIRST), TRANSCRIPTS);
    refusesKey(
        () -> keys.register(recorder(SECOND, FIRST), SECOND.verifier()),
        "note key " + SECOND_ID + " is registered already",
        "statement 2 has done that");
    TrustedKeys both = trust(FIRST).and(TrustedKeys.of(TRANSCRIPTS)).orThrow("the test");
    refusesKey(
        () -> keys.register(new Recorder(FIRST, LEDGER, both, "test", NOON), TRANSCRIPTS),
        "transcript key " + TRANSCRIPTS.keyId() + " is registered already");
    // The same key for the other purpose is another key.
    keys.register(recorder(FIRST), SECOND.verifier().key());
    keys.retire(recorder(FIRST), KeyPurpose.NOTE, SECOND_ID, "lost");
    refusesKey(
        () -> keys.register(recorder(FIRST), SECOND.verifier()),
        "note key " + SECOND_ID + " was retired by statement 5: lost",
        "a retired key never comes back");
    assertThat(read(database, FIRST).head().position()).isEqualTo(5);
    assertThat(read(database, FIRST).defects().first()).isEmpty();
  }

  @Test
  void a_key_that_is_trusted_here_and_not_registered_is_registered(TestDatabase database)
      throws SQLException {
    LedgerKeys keys = begun(database);
    keys.register(recorder(FIRST, SECOND), SECOND.verifier());
    TrustedKeys both = trust(FIRST).and(TrustedKeys.of(TRANSCRIPTS)).orThrow("the test");
    keys.register(new Recorder(FIRST, LEDGER, both, "test", NOON), TRANSCRIPTS);
    assertThat(read(database, FIRST).trusted().noteKeys()).contains(SECOND.verifier());
    assertThat(read(database, FIRST).trusted().transcriptKeys()).containsExactly(TRANSCRIPTS);
  }

  @Test
  void a_key_of_another_name_or_with_the_id_of_another_is_not_registered(TestDatabase database)
      throws SQLException {
    LedgerKeys keys = begun(database);
    VerifierKey elsewhere = new VerifierKey("plant/two", SECOND.verifier().key());
    refusesKey(
        () -> keys.register(recorder(FIRST), elsewhere),
        "is not of ledger plant/one",
        "keys generate --name plant/one --output FILE");
    keys.register(
        recorder(FIRST),
        verifier("plant/one+0ff4332b+Ad7bY4Ajhu94XeXHyFRlprZ+HdguSkuAn8wHkcjIFs5U"));
    VerifierKey twin = verifier("plant/one+0ff4332b+Ac85IX90YNMhybPrFzVO4Uin9HVAwlFa+zJw/k8+6/Fv");
    refusesKey(
        () -> keys.register(recorder(FIRST), twin),
        "statement 3 registers a key under the id 0ff4332b, which another one has");
    assertThat(read(database, FIRST).head().position()).isEqualTo(2);
  }

  @Test
  void what_is_unknown_retired_before_or_the_last_is_not_retired(TestDatabase database)
      throws SQLException {
    LedgerKeys keys = begun(database);
    refusesKey(
        () -> keys.retire(recorder(FIRST), KeyPurpose.NOTE, SECOND_ID, "lost"),
        "the journal here knows no note key " + SECOND_ID,
        "keys list");
    keys.register(recorder(FIRST), TRANSCRIPTS);
    // A key for transcripts signs no statement, whatever else it could do.
    refusesKey(
        () -> keys.retire(recorder(FIRST), KeyPurpose.NOTE, FIRST_ID, "rotation"),
        "note key " + FIRST_ID + " is the last note key that can sign",
        "register the new one first: audit-ledger keys register FILE.vkey");
    keys.register(recorder(FIRST), SECOND.verifier());
    retireTranscripts(keys, "rotation");
    refusesKey(
        () -> retireTranscripts(keys, "again"),
        "was retired before, by statement 4: rotation",
        "nothing was recorded");
    // It signs its own retirement: the other one can go on.
    keys.retire(recorder(FIRST), KeyPurpose.NOTE, FIRST_ID, "rotation");
    refusesKey(
        () -> keys.retire(recorder(SECOND, FIRST), KeyPurpose.NOTE, SECOND_ID, "rotation"),
        "the last note key that can sign");
    assertThat(read(database, FIRST).head().position()).isEqualTo(5);
    assertThat(read(database, FIRST).defects().first()).isEmpty();
    record(database, recorder(SECOND, FIRST));
  }

  /** Who holds only the new key can end the old one, as its own word takes trust away. */
  @Test
  void a_key_that_only_the_journal_vouches_for_can_be_retired_and_replaces_none(
      TestDatabase database) throws SQLException {
    LedgerKeys keys = begun(database);
    keys.register(recorder(FIRST), SECOND.verifier());
    record(database, recorder(SECOND, FIRST));
    refusesKey(
        () -> keys.retire(recorder(SECOND), KeyPurpose.NOTE, SECOND_ID, "rotation"),
        "the last note key that can sign");
    keys.retire(recorder(SECOND), KeyPurpose.NOTE, FIRST_ID, "stolen");
    assertThat(read(database, FIRST).retirements())
        .extracting(KeyRetired::keyId)
        .containsExactly(FIRST_ID);
  }

  @Test
  void where_no_journal_has_begun_nothing_is_said_of_keys(TestDatabase database)
      throws SQLException {
    LedgerKeys keys = keys(database);
    for (int i = 0; i < 2; i++) {
      for (Runnable act :
          List.<Runnable>of(
              () -> keys.list(TrustedKeys.NONE),
              () -> keys.register(recorder(FIRST), SECOND.verifier()),
              () -> keys.retire(recorder(FIRST), KeyPurpose.NOTE, FIRST_ID, "x"))) {
        refuses(act, KeyException.Trouble.NOT_A_LEDGER, "there is no journal here");
      }
      database.execute("drop schema if exists audit_ledger cascade");
    }
  }

  @Test
  void a_reason_has_a_length(TestDatabase database) throws SQLException {
    LedgerKeys keys = begun(database);
    for (String reason : List.of("", " ", "x".repeat(LedgerKeys.MAX_REASON + 1))) {
      assertThatThrownBy(() -> keys.retire(recorder(FIRST), KeyPurpose.NOTE, FIRST_ID, reason))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void who_may_not_write_is_told_by_the_server(TestDatabase database) throws SQLException {
    begun(database);
    LedgerKeys reading = new LedgerKeys(server(database.dsn() + "?options=-crole%3Dpg_monitor"));
    assertThatThrownBy(() -> reading.register(recorder(FIRST), SECOND.verifier()))
        .isInstanceOf(DatabaseException.class);
  }

  private static void refusesKey(Runnable act, String... message) {
    refuses(act, KeyException.Trouble.KEY, message);
  }

  private static void refuses(Runnable act, KeyException.Trouble trouble, String... message) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(KeyException.class, e -> assertThat(e.trouble()).isEqualTo(trouble))
        .hasMessageContainingAll(message);
  }

  private static VerifierKey verifier(String line) {
    return VerifierKey.parse(line).orThrow("the test");
  }
}
