package org.auditledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;
import static org.auditledger.checkpoint.TestLedger.SECOND;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auditledger.checkpoint.ListedSeal.Worth;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.entry.Digest;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Kind;
import org.auditledger.postgres.TestSessions;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.TlogProof;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntryProof;
import org.auditledger.verify.EntryProof.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed is listed, and each entry of it proven, from what is stored and nothing else. */
@OnPostgres
@Template({TestLedger.ENTRIES, TestLedger.CONTROL})
class SealsTest {

  @TempDir private Path directory;

  private static Seals seals(TestDatabase database, NoteSigner... signers) {
    TrustedKeys trusted = TrustedKeys.NONE;
    for (NoteSigner signer : signers) {
      trusted = trusted.and(TrustedKeys.of(signer.verifier())).orThrow("the test");
    }
    return new Seals(TestSessions.server(database), trusted);
  }

  /** Checks a proof as it is written and read again, with one key and nothing else. */
  private static EntryProof checked(SealedEntry entry, NoteSigner by) {
    byte[] file = entry.proof().encoded().getBytes(UTF_8);
    TlogProof read = ((Parsed.Value<TlogProof>) TlogProof.parse(file)).value();
    Outcome outcome = EntryProof.check(read, TrustedKeys.of(by.verifier()), Optional.empty());
    assertThat(outcome).isInstanceOf(Outcome.Holds.class);
    Outcome.Holds holds = (Outcome.Holds) outcome;
    assertThat(holds.worth()).isEqualTo(EntryProof.Worth.PROVEN);
    assertThat(holds.entry().sequence()).isEqualTo(entry.sequence());
    assertThat(holds.entry().hash()).isEqualTo(entry.hash());
    return holds.entry();
  }

  @Test
  @Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql", TestLedger.CONTROL})
  void every_entry_that_the_ancestor_wrote_is_proven(TestDatabase database) throws SQLException {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    TestLedger ledger = TestLedger.begin(database, directory);
    Sealed sealed = ledger.seal();
    List<String> hashes =
        database.query("select entry_hash from public.ledger_entries order by sequence_number");
    assertThat(hashes).hasSizeGreaterThan(100);
    for (int i = 0; i < hashes.size(); i++) {
      SealedEntry entry = seals(database, FIRST).prove(i + 1, Optional.empty());
      assertThat(entry.by()).containsExactly(FIRST.verifier());
      assertThat(entry.log().size()).isEqualTo(sealed.entries());
      EntryProof shown = checked(entry, FIRST);
      assertThat(shown.hash().hex()).isEqualTo(hashes.get(i));
      assertThat(shown.row().text("entry_hash")).contains(hashes.get(i));
    }
  }

  @Test
  void an_entry_is_proven_against_any_anchor_that_has_it(TestDatabase database)
      throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(300);
    Anchor older = ledger.seal().anchor();
    ledger.append(500);
    Anchor middle = ledger.seal().anchor();
    ledger.append(29);
    Anchor newer = ledger.seal().anchor();
    ledger.append(3);
    Seals seals = seals(database, FIRST);
    for (long sequence : new long[] {1, 255, 256, 257, 300}) {
      for (Anchor anchor : List.of(older, middle, newer)) {
        SealedEntry entry = seals.prove(sequence, Optional.of(anchor));
        assertThat(entry.proof().checkpoint()).isEqualTo(anchor.entries());
        assertThat(checked(entry, FIRST).log()).isEqualTo(entry.log());
        assertThat(against(entry, anchor)).isEqualTo(EntryProof.Worth.PROVEN);
      }
      assertThat(seals.prove(sequence, Optional.empty()).proof())
          .isEqualTo(seals.prove(sequence, Optional.of(newer)).proof());
    }
    SealedEntry entry = seals.prove(300, Optional.of(middle));
    assertThat(against(entry, older)).isEqualTo(EntryProof.Worth.OTHER_SIZE);
    assertThat(against(entry, newer)).isEqualTo(EntryProof.Worth.OTHER_SIZE);
    assertThat(seals.last()).isEqualTo(newer);
    refused(
        Trouble.UNSEALED,
        () -> seals.prove(301, Optional.of(older)),
        "entry 301 is not in the anchor",
        "the first 300 entries");
  }

  private static EntryProof.Worth against(SealedEntry entry, Anchor anchor) {
    Outcome outcome =
        EntryProof.check(entry.proof(), TrustedKeys.of(FIRST.verifier()), Optional.of(anchor));
    return ((Outcome.Holds) outcome).worth();
  }

  @Test
  void no_byte_of_a_proof_can_be_changed(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(300);
    Anchor anchor = ledger.seal().anchor();
    byte[] file =
        seals(database, FIRST).prove(42, Optional.empty()).proof().encoded().getBytes(UTF_8);
    for (int at = 0; at < file.length; at++) {
      for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) flip;
        assertThat(isProven(changed, Optional.empty())).as("byte %d ^ %d", at, flip).isFalse();
      }
      byte[] changed = file.clone();
      changed[at] ^= 1;
      assertThat(isProven(changed, Optional.of(anchor))).as("byte %d", at).isFalse();
    }
    assertThat(isProven(file, Optional.of(anchor))).isTrue();
  }

  private static boolean isProven(byte[] file, Optional<Anchor> anchor) {
    return TlogProof.parse(file) instanceof Parsed.Value<TlogProof> proof
        && EntryProof.check(proof.value(), TrustedKeys.of(FIRST.verifier()), anchor)
            instanceof Outcome.Holds holds
        && holds.worth() == EntryProof.Worth.PROVEN;
  }

  @Test
  void what_is_not_sealed_yet_or_not_there_is_refused_and_says_what_to_do(TestDatabase database)
      throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(5);
    Seals seals = seals(database, FIRST);
    refused(Trouble.UNSEALED, () -> seals.prove(1, Optional.empty()), "nothing is sealed here");
    refused(Trouble.UNSEALED, seals::last, "audit-ledger checkpoint create");
    Sealed unused = ledger.seal();
    ledger.append(2);
    refused(
        Trouble.UNSEALED,
        () -> seals.prove(6, Optional.empty()),
        "entry 6 is not sealed yet",
        "reaches to entry 5, and the ledger to entry 7",
        "audit-ledger checkpoint create");
    refused(Trouble.NO_ENTRY, () -> seals.prove(8, Optional.empty()), "no entry 8", "with entry 7");
    // Of somebody else's key it is not sealed at all.
    refused(
        Trouble.UNSEALED,
        () -> seals(database, TestLedger.signer("acme/plant-1", 9)).prove(1, Optional.empty()),
        "nothing is sealed here by who is trusted");
    assertThatThrownBy(() -> seals.prove(0, Optional.empty())).hasMessageContaining("from 1");
  }

  private static void refused(Trouble trouble, ThrowingCallable look, String... said) {
    assertThatThrownBy(look)
        .isInstanceOf(SealException.class)
        .hasMessageContainingAll(said)
        .extracting(e -> ((SealException) e).trouble())
        .isEqualTo(trouble);
  }

  @Test
  void what_was_changed_since_it_was_sealed_is_not_proven(TestDatabase database)
      throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(600);
    Sealed unused = ledger.seal();
    Seals seals = seals(database, FIRST);
    ledger.tamper("update public.ledger_entries set reasoning = 'x' where sequence_number = 100");
    refused(Trouble.ENTRIES, () -> seals.prove(100, Optional.empty()), "entry 100 is not what was");
    // Another entry's proof does not depend on it.
    EntryProof other = checked(seals.prove(101, Optional.empty()), FIRST);
    assertThat(other.sequence()).isEqualTo(101);
    ledger.tamper("update public.ledger_entries set reasoning = 'x' where sequence_number = 590");
    broken(seals, 101, "entries and tiles do not lead to what was sealed");
    ledger.tamper("delete from public.ledger_entries where sequence_number = 595");
    broken(seals, 101, "entry 595 was sealed and is not there");
    ledger.tamper("delete from audit_ledger.tiles where index = 1");
    broken(seals, 100, "entry 595");
    ledger.tamper("delete from audit_ledger.checkpoints where size = 600");
    broken(seals, 101, "nothing was proven: the checkpoint of 600 in");
    ledger.tamper("delete from audit_ledger.journal where position = 1");
    broken(seals, 101, "the journal is broken");
  }

  @Test
  void a_tile_that_was_edited_or_removed_proves_nothing(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(600);
    Sealed unused = ledger.seal();
    Seals seals = seals(database, FIRST);
    ledger.tamper(
        "update audit_ledger.tiles set hashes = set_byte(hashes, 5, 255 - get_byte(hashes, 5))"
            + " where index = 1");
    broken(seals, 3, "entries and tiles do not lead to what was sealed");
    ledger.tamper("delete from audit_ledger.tiles where index = 1");
    broken(seals, 3, "nothing was proven: tile 0/1 is not stored");
  }

  private static void broken(Seals seals, long sequence, String why) {
    assertThatThrownBy(() -> seals.prove(sequence, Optional.empty()))
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining(why);
  }

  @Test
  void an_anchor_that_the_ledger_does_not_go_on_from_proves_nothing(TestDatabase database)
      throws Exception {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(10);
    Anchor first = ledger.seal().anchor();
    ledger.append(10);
    Anchor second = ledger.seal().anchor();
    Seals seals = seals(database, FIRST);
    Anchor mixed = new Anchor(first.entries(), second.journal());
    assertThatThrownBy(() -> seals.prove(3, Optional.of(mixed)))
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("were not exported together");
    Origin elsewhere = new Origin(ledger.key(FIRST).ledger(), Origin.Log.ENTRIES);
    Anchor stranger =
        new Anchor(new Checkpoint(elsewhere, 20, Digest.ZERO).sign(SECOND), second.journal());
    refused(Trouble.TRUST, () -> seals.prove(3, Optional.of(stranger)), "nobody who is trusted");
    ledger.rollBack(10, 2);
    assertThatThrownBy(() -> seals.prove(3, Optional.of(second)))
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("the ledger was rolled back");
    assertThat(checked(seals.prove(3, Optional.of(first)), FIRST).sequence()).isEqualTo(3);
    Files.delete(ledger.memory(FIRST));
    Files.writeString(ledger.memory(FIRST), first.encoded());
    ledger.append(10, 1);
    ledger.restoreMemory(first.encoded());
    Sealed forked = ledger.seal();
    assertThat(forked.isNew()).isTrue();
    assertThatThrownBy(() -> seals.prove(3, Optional.of(second)))
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("the journal is not the one of the anchor");
  }

  @OnEveryPostgres
  void what_is_sealed_is_listed_the_newest_first(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    SealList none = seals(database, FIRST).list(10);
    assertThat(none.seals()).isEmpty();
    assertThat(none.sealed()).isZero();
    ledger.register(SECOND);
    ledger.append(300);
    Sealed first = ledger.seal();
    ledger.append(7);
    Sealed second = ledger.sealer(SECOND).seal();
    ledger.append(2);

    SealList list = seals(database, FIRST).list(10);
    assertThat(list.ledger()).contains(ledger.key(FIRST).ledger());
    assertThat(List.of(list.entries(), list.sealed(), list.total()))
        .containsExactly(309L, 307L, 2L);
    assertThat(list.checked()).isTrue();
    assertThat(list.seals()).extracting(ListedSeal::position).containsExactly(4L, 3L);
    assertThat(list.seals()).extracting(ListedSeal::worth).containsOnly(Worth.COUNTS);
    assertThat(list.seals()).extracting(ListedSeal::notes).containsOnly(true);
    assertThat(list.seals().get(0).by()).containsExactly(SECOND.verifier());
    assertThat(list.seals().get(1).entries().size()).isEqualTo(first.entries());
    assertThat(seals(database, FIRST).list(1).seals()).containsExactly(list.seals().get(0));
    assertThat(seals(database, FIRST).last()).isEqualTo(second.anchor());

    SealList unchecked = seals(database).list(10);
    assertThat(unchecked.checked()).isFalse();
    assertThat(unchecked.sealed()).isEqualTo(307);
    assertThat(unchecked.seals()).extracting(ListedSeal::worth).containsOnly(Worth.NOT_CHECKED);
    SealList stranger = seals(database, TestLedger.signer("acme/plant-1", 9)).list(10);
    assertThat(stranger.sealed()).isZero();

    ledger.record(
        FIRST,
        Kind.KEY_RETIRED,
        new KeyRetired(
                KeyPurpose.NOTE, KeyRegistered.of(SECOND.verifier()).keyId(), 300, 4, "stolen")
            .toBody());
    ledger.tamper("delete from audit_ledger.checkpoints where size = 3");
    SealList after = seals(database, FIRST).list(10);
    assertThat(after.sealed()).isEqualTo(300);
    assertThat(after.seals())
        .extracting(ListedSeal::worth)
        .containsExactly(Worth.RETIRED, Worth.COUNTS);
    assertThat(after.seals().get(1).notes()).isFalse();
  }
}
