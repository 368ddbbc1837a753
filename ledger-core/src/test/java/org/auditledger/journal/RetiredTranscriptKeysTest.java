package org.auditledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.SECOND;
import static org.auditledger.journal.WrittenJournal.THIRD;

import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.TrustedKeys;
import org.junit.jupiter.api.Test;

/** Up to which entry a journal lets a key for transcripts count. */
class RetiredTranscriptKeysTest {

  private static final PublicKey TRANSCRIPTS = WrittenJournal.key(9).publicKey();

  private final WrittenJournal journal = WrittenJournal.begun(FIRST);

  @Test
  void a_registered_key_counts_in_every_entry_and_a_retired_one_up_to_one() {
    register(FIRST);
    assertThat(trusted().forTranscripts(TRANSCRIPTS.keyId())).contains(TRANSCRIPTS);
    assertThat(trusted().lastTranscript(TRANSCRIPTS.keyId())).isEmpty();
    retire(120, FIRST);
    assertThat(trusted().forTranscripts(TRANSCRIPTS.keyId())).contains(TRANSCRIPTS);
    assertThat(trusted().lastTranscript(TRANSCRIPTS.keyId())).hasValue(120);
    retire(130, FIRST);
    assertThat(trusted().lastTranscript(TRANSCRIPTS.keyId())).hasValue(120);
    retire(110, FIRST);
    assertThat(trusted().lastTranscript(TRANSCRIPTS.keyId())).hasValue(110);
  }

  @Test
  void a_key_that_is_trusted_from_outside_is_retired_too() {
    retire(120, FIRST);
    JournalReader reader =
        new JournalReader(
            WrittenJournal.trust(FIRST).and(TrustedKeys.of(TRANSCRIPTS)).orThrow("the test"));
    for (int i = 0; i < journal.notes().size(); i++) {
      reader.accept(i + 1, journal.notes().get(i));
    }
    assertThat(reader.trusted().forTranscripts(TRANSCRIPTS.keyId())).contains(TRANSCRIPTS);
    assertThat(reader.trusted().lastTranscript(TRANSCRIPTS.keyId())).hasValue(120);
  }

  @Test
  void nobody_who_is_not_trusted_retires_a_key() {
    register(FIRST);
    retire(120, SECOND);
    assertThat(trusted().lastTranscript(TRANSCRIPTS.keyId())).isEmpty();
  }

  @Test
  void a_key_that_signs_notes_is_retired_for_those_alone() {
    NoteSigner sameKey = WrittenJournal.signer(9);
    register(FIRST);
    journal.register(sameKey, FIRST).retire(sameKey, FIRST);
    assertThat(trusted().lastTranscript(TRANSCRIPTS.keyId())).isEmpty();
  }

  @Test
  void a_key_stays_retired_when_the_one_that_registered_it_did_so_too_late() {
    journal.register(SECOND, FIRST);
    register(SECOND);
    retire(120, FIRST);
    journal.retire(SECOND, 2, FIRST);
    assertThat(trusted().forTranscripts(TRANSCRIPTS.keyId())).isEmpty();
    assertThat(trusted().lastTranscript(TRANSCRIPTS.keyId())).hasValue(120);
    assertThat(journal.read(FIRST, THIRD).fork().trusted().lastTranscript(TRANSCRIPTS.keyId()))
        .hasValue(120);
  }

  private TrustedKeys trusted() {
    return journal.read(FIRST).trusted();
  }

  private void register(NoteSigner by) {
    journal.add(Kind.KEY_REGISTERED, KeyRegistered.of(TRANSCRIPTS).toBody(), by);
  }

  private void retire(long entries, NoteSigner by) {
    KeyRetired retired =
        new KeyRetired(
            KeyPurpose.TRANSCRIPT,
            TRANSCRIPTS.keyId(),
            entries,
            journal.head().position(),
            "rotation");
    journal.add(Kind.KEY_RETIRED, retired.toBody(), by);
  }
}
