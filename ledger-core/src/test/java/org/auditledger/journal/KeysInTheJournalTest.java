package org.auditledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.journal.JournalReaderTest.codes;
import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.LEDGER;
import static org.auditledger.journal.WrittenJournal.SECOND;
import static org.auditledger.journal.WrittenJournal.THIRD;

import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.seal.Parsed;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.Test;

/** Whose signatures count in a journal, from where on, and up to where. */
class KeysInTheJournalTest {

  private static final PublicKey TRANSCRIPTS = WrittenJournal.key(9).publicKey();

  private final WrittenJournal journal = WrittenJournal.begun(FIRST);

  @Test
  void a_registered_key_signs_from_the_next_statement_on() {
    JournalReader reader =
        journal.filler(1, SECOND).register(SECOND, FIRST).filler(2, SECOND).read(FIRST);
    assertThat(codes(reader)).isEmpty();
    assertThat(reader.unknown()).isEqualTo(1);
    assertThat(reader.trusted().noteKeys())
        .containsExactlyInAnyOrder(FIRST.verifier(), SECOND.verifier());
    assertThat(reader.introduction(FIRST.verifier())).hasValue(1);
    assertThat(reader.introduction(SECOND.verifier())).hasValue(3);
    assertThat(reader.introduction(THIRD.verifier())).isEmpty();
  }

  @Test
  void a_key_does_not_register_itself() {
    JournalReader reader = journal.register(SECOND, SECOND).filler(1, SECOND).read(FIRST);
    assertThat(codes(reader)).isEmpty();
    assertThat(reader.unknown()).isEqualTo(2);
    assertThat(reader.trusted().noteKeys()).containsExactly(FIRST.verifier());
    assertThat(reader.introduction(SECOND.verifier())).isEmpty();
  }

  @Test
  void a_chain_of_registrations_is_followed() {
    journal.register(SECOND, FIRST).register(THIRD, SECOND).filler(1, THIRD);
    assertThat(journal.read(FIRST).unknown()).isZero();
    assertThat(journal.read(SECOND).unknown()).isEqualTo(2);
    assertThat(journal.read(THIRD).unknown()).isEqualTo(3);
  }

  @Test
  void an_unknown_key_registers_and_retires_nobody() {
    journal
        .register(THIRD, SECOND)
        .retire(FIRST, SECOND)
        .add(Kind.KEY_REGISTERED, KeyRegistered.of(TRANSCRIPTS).toBody(), SECOND)
        .filler(1, FIRST);
    JournalReader reader = journal.read(FIRST);
    assertThat(codes(reader)).isEmpty();
    assertThat(reader.unknown()).isEqualTo(3);
    assertThat(reader.trusted().noteKeys()).containsExactly(FIRST.verifier());
    assertThat(reader.trusted().transcriptKeys()).isEmpty();
    assertThat(reader.retirements()).isEmpty();
  }

  @Test
  void a_transcript_key_is_registered_for_transcripts_only_and_retired_with_its_sizes() {
    KeyRetired retired =
        new KeyRetired(KeyPurpose.TRANSCRIPT, TRANSCRIPTS.keyId(), 120, 2, "rotation");
    journal.add(Kind.KEY_REGISTERED, KeyRegistered.of(TRANSCRIPTS).toBody(), FIRST);
    NoteSigner sameKey = WrittenJournal.signer(9);
    assertThat(journal.read(FIRST).trusted().transcriptKeys()).containsExactly(TRANSCRIPTS);
    assertThat(journal.read(FIRST).introduction(sameKey.verifier())).isEmpty();
    JournalReader reader =
        journal.add(Kind.KEY_RETIRED, retired.toBody(), FIRST).filler(1, sameKey).read(FIRST);
    assertThat(codes(reader)).isEmpty();
    assertThat(reader.unknown()).isEqualTo(1);
    assertThat(reader.retirements()).containsExactly(retired);
    assertThat(reader.retirement(KeyPurpose.TRANSCRIPT, TRANSCRIPTS.keyId())).contains(retired);
    assertThat(reader.retirement(KeyPurpose.NOTE, KeyRegistered.idOf(sameKey.verifier())))
        .isEmpty();
  }

  @Test
  void after_a_rotation_the_old_signatures_stay_and_new_ones_are_findings() {
    journal.filler(2, FIRST).register(SECOND, FIRST).retire(FIRST, FIRST).filler(2, SECOND);
    assertThat(codes(journal.read(FIRST))).isEmpty();
    assertThat(journal.read(FIRST).unknown()).isZero();
    assertThat(journal.read(FIRST).retirements()).containsExactly(WrittenJournal.retired(FIRST, 4));
    JournalReader reader = journal.filler(1, FIRST).filler(1, SECOND).read(FIRST);
    assertThat(codes(reader)).containsExactly("8 RETIRED_KEY");
    assertThat(codes(journal.read(FIRST, SECOND))).containsExactly("8 RETIRED_KEY");
    assertThat(reader.trusted().noteKeys()).contains(FIRST.verifier());
  }

  @Test
  void a_retired_key_beside_one_that_counts_does_no_harm() {
    journal.register(SECOND, FIRST).retire(FIRST, SECOND).filler(1, FIRST, SECOND);
    JournalReader reader = journal.read(FIRST);
    assertThat(codes(reader)).isEmpty();
    assertThat(reader.last().orElseThrow().standing())
        .isEqualTo(new Standing.Signed(java.util.List.of(SECOND.verifier())));
    assertThat(codes(journal.filler(1, FIRST, THIRD).read(FIRST))).containsExactly("5 RETIRED_KEY");
  }

  @Test
  void a_retired_key_registers_nobody() {
    journal.retire(FIRST, FIRST).register(SECOND, FIRST).filler(1, SECOND);
    JournalReader reader = journal.read(FIRST);
    assertThat(codes(reader)).containsExactly("3 RETIRED_KEY");
    assertThat(reader.trusted().noteKeys()).containsExactly(FIRST.verifier());
    assertThat(reader.unknown()).isEqualTo(1);
  }

  @Test
  void a_retired_key_does_not_come_back() {
    journal.register(SECOND, FIRST).retire(SECOND, FIRST).register(SECOND, FIRST);
    journal.filler(1, SECOND).filler(1, FIRST);
    JournalReader reader = journal.read(FIRST);
    assertThat(codes(reader)).containsExactly("4 REGISTERED_AGAIN", "5 RETIRED_KEY");
    assertThat(codes(journal.read(FIRST, SECOND)))
        .containsExactly("4 REGISTERED_AGAIN", "5 RETIRED_KEY");
  }

  @Test
  void a_key_can_be_retired_before_it_is_registered() {
    JournalReader reader =
        journal.retire(SECOND, FIRST).register(SECOND, FIRST).filler(1, SECOND).read(FIRST);
    assertThat(codes(reader)).containsExactly("3 REGISTERED_AGAIN");
    assertThat(reader.unknown()).isEqualTo(1);
    assertThat(codes(journal.read(FIRST, SECOND)))
        .containsExactly("3 REGISTERED_AGAIN", "4 RETIRED_KEY");
  }

  @Test
  void what_is_registered_twice_is_no_news() {
    JournalReader reader =
        journal
            .register(SECOND, FIRST)
            .register(SECOND, SECOND)
            .register(FIRST, SECOND)
            .read(FIRST);
    assertThat(codes(reader)).isEmpty();
    assertThat(reader.trusted().noteKeys()).hasSize(2);
    assertThat(reader.introduction(SECOND.verifier())).hasValue(2);
  }

  @Test
  void of_two_retirements_the_smaller_sizes_count() {
    journal.register(SECOND, FIRST).filler(2, FIRST);
    KeyRetired late =
        new KeyRetired(KeyPurpose.NOTE, KeyRegistered.idOf(SECOND.verifier()), 3, 4, "once more");
    journal.retire(SECOND, FIRST).add(Kind.KEY_RETIRED, late.toBody(), FIRST);
    JournalReader reader = journal.read(FIRST);
    assertThat(codes(reader)).isEmpty();
    KeyRetired merged = reader.retirements().get(0);
    assertThat(merged.entriesSize()).isEqualTo(3);
    assertThat(merged.journalSize()).isEqualTo(4);
    assertThat(merged.reason()).isEqualTo("rotation");
  }

  @Test
  void a_key_that_retired_itself_can_be_retired_again() {
    journal.register(SECOND, FIRST).filler(1, SECOND).retire(SECOND, SECOND);
    journal.retire(SECOND, 3, FIRST);
    assertThat(codes(journal.read(FIRST))).isEmpty();
  }

  /** The two are among the first 137,703 keys that were tried. */
  @Test
  void a_key_with_the_id_of_a_trusted_one_is_not_registered() {
    VerifierKey one =
        VerifierKey.parse("plant/one+0ff4332b+Ad7bY4Ajhu94XeXHyFRlprZ+HdguSkuAn8wHkcjIFs5U")
            .orThrow("the test");
    VerifierKey other =
        VerifierKey.parse("plant/one+0ff4332b+Ac85IX90YNMhybPrFzVO4Uin9HVAwlFa+zJw/k8+6/Fv")
            .orThrow("the test");
    journal
        .add(Kind.KEY_REGISTERED, KeyRegistered.of(one).toBody(), FIRST)
        .add(Kind.KEY_REGISTERED, KeyRegistered.of(other).toBody(), FIRST);
    JournalReader reader = journal.read(FIRST);
    assertThat(codes(reader)).containsExactly("3 KEY_ID_TAKEN");
    assertThat(reader.trusted().noteKeys()).containsExactlyInAnyOrder(FIRST.verifier(), one);

    JournalReader outside =
        new JournalReader(
            WrittenJournal.trust(FIRST).and(TrustedKeys.of(other)).orThrow("the test"));
    for (int i = 0; i < 3; i++) {
      outside.accept(i + 1, journal.notes().get(i));
    }
    assertThat(codes(outside)).containsExactly("2 KEY_ID_TAKEN");
    assertThat(outside.trusted().noteKeys()).containsExactlyInAnyOrder(FIRST.verifier(), other);
  }

  @Test
  void a_retirement_that_speaks_of_the_future_takes_effect_at_once_and_is_a_finding() {
    journal.register(SECOND, FIRST).retire(SECOND, 1000, FIRST).filler(1, SECOND);
    assertThat(codes(journal.read(FIRST))).containsExactly("3 RETIRED_AHEAD", "4 RETIRED_KEY");
    assertThat(journal.read(FIRST).retirements().get(0).journalSize()).isEqualTo(2);
  }

  @Test
  void a_retirement_into_the_past_names_what_it_can_no_longer_take_back() {
    journal.register(SECOND, FIRST).filler(2, SECOND).filler(1, FIRST);
    assertThat(codes(fork(journal).retire(SECOND, 4, FIRST).read(FIRST))).isEmpty();
    JournalReader reader = journal.retire(SECOND, 3, FIRST).filler(1, FIRST).read(FIRST);
    assertThat(codes(reader)).containsExactly("6 RETIRED_TOO_LATE");
    assertThat(reader.defects().first().get(0).why())
        .endsWith("as of 3 statements, but it alone signed statement 4");
  }

  @Test
  void a_retirement_into_the_past_takes_nothing_from_what_another_key_signed_too() {
    journal.register(SECOND, FIRST).filler(2, FIRST, SECOND).retire(SECOND, 2, FIRST);
    assertThat(codes(journal.read(FIRST))).isEmpty();
    assertThat(codes(journal.read(SECOND))).isEmpty();
  }

  @Test
  void a_retirement_into_the_past_withdraws_what_the_key_registered_since() {
    NoteSigner fourth = WrittenJournal.signer(4);
    NoteSigner fifth = WrittenJournal.signer(5);
    journal
        .register(SECOND, FIRST)
        .register(THIRD, SECOND)
        .register(fourth, SECOND)
        .register(fifth, fourth)
        .add(Kind.KEY_REGISTERED, KeyRegistered.of(TRANSCRIPTS).toBody(), fifth)
        .retire(SECOND, 3, FIRST)
        .filler(1, fifth)
        .filler(1, THIRD);
    JournalReader reader = journal.read(FIRST);
    assertThat(codes(reader)).containsExactly("7 RETIRED_TOO_LATE");
    assertThat(reader.unknown()).isEqualTo(1);
    assertThat(reader.trusted().noteKeys())
        .containsExactlyInAnyOrder(FIRST.verifier(), SECOND.verifier(), THIRD.verifier());
    assertThat(reader.trusted().transcriptKeys()).isEmpty();
    assertThat(journal.register(fifth, FIRST).read(FIRST).trusted().noteKeys())
        .contains(fifth.verifier());
  }

  @Test
  void what_is_no_key_is_neither_registered_nor_retired() {
    Members registration = KeyRegistered.of(SECOND.verifier()).toBody();
    Members retirement = WrittenJournal.retired(SECOND, 1).toBody();
    Members[] wrong = {
      with(registration, "purpose", "notes"),
      with(registration, "key_id", "00000000"),
      with(registration, "public_key", "ed25519:" + "0".repeat(64)),
      with(registration, "public_key", "rsa:" + "0".repeat(64)),
      with(registration, "public_key", "ed25519:" + "A".repeat(64)),
      with(registration, "purpose", "transcript"),
    };
    for (Members body : wrong) {
      JournalReader reader =
          WrittenJournal.begun(FIRST)
              .add(Kind.KEY_REGISTERED, body, FIRST)
              .filler(1, SECOND)
              .read(FIRST);
      assertThat(codes(reader)).as("%s", body).containsExactly("2 NO_KEY");
      assertThat(reader.unknown()).isEqualTo(1);
      assertThat(KeyRegistered.read(LEDGER, body)).isInstanceOf(Parsed.Malformed.class);
    }
    for (Members body :
        new Members[] {
          with(retirement, "purpose", "transcript"), with(retirement, "key_id", "0123456")
        }) {
      JournalReader reader =
          WrittenJournal.begun(FIRST).add(Kind.KEY_RETIRED, body, FIRST).read(FIRST);
      assertThat(codes(reader)).as("%s", body).containsExactly("2 NO_KEY");
      assertThat(reader.retirements()).isEmpty();
    }
  }

  @Test
  void there_are_only_so_many_keys() {
    for (int i = 0; i <= Keyring.MAX; i++) {
      journal.register(WrittenJournal.signer(100 + i), FIRST);
    }
    JournalReader reader = journal.filler(1, WrittenJournal.signer(100 + Keyring.MAX)).read(FIRST);
    assertThat(codes(reader)).containsExactly((Keyring.MAX + 2) + " TOO_MANY_KEYS");
    assertThat(reader.unknown()).isEqualTo(1);
    WrittenJournal again = WrittenJournal.begun(FIRST);
    for (int i = 0; i <= Keyring.MAX; i++) {
      again.register(SECOND, FIRST);
    }
    assertThat(codes(again.read(FIRST))).isEmpty();
  }

  private static WrittenJournal fork(WrittenJournal journal) {
    WrittenJournal fork = WrittenJournal.begun(FIRST);
    fork.register(SECOND, FIRST).filler(2, SECOND).filler(1, FIRST);
    assertThat(fork.notes()).isEqualTo(journal.notes());
    return fork;
  }

  private static Members with(Members body, String name, String value) {
    SortedMap<String, CanonicalJson> changed = new TreeMap<>(body.values());
    changed.put(name, new Text(value));
    return new Members(changed);
  }
}
