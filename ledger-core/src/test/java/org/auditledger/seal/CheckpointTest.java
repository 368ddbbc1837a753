package org.auditledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.NoteOutcome.NoKnownSignature;
import org.auditledger.seal.NoteOutcome.Rejected;
import org.auditledger.seal.NoteOutcome.Verified;
import org.auditledger.signature.TrustedKeys;
import org.junit.jupiter.api.Test;

class CheckpointTest {

  private static final LedgerName LEDGER = new LedgerName("acme/eu-1");
  private static final Origin ENTRIES = new Origin(LEDGER, Origin.Log.ENTRIES);
  private static final Digest ROOT = Leaves.CT.get(3);
  private static final String TEXT =
      "acme/eu-1/entries\n20852163\nuM/AcVnOcP9b+SnlabwXGkK2VL1w3GGjcMvVHi9rrdI=\n";
  private static final Signers SIGNER = Signers.named("acme/eu-1", 7);

  @Test
  void text_and_value_are_the_same() {
    byte[] root = Base64.getDecoder().decode("uM/AcVnOcP9b+SnlabwXGkK2VL1w3GGjcMvVHi9rrdI=");
    Checkpoint checkpoint = new Checkpoint(ENTRIES, 20852163, Digest.of(root));
    assertThat(checkpoint.text()).isEqualTo(TEXT);
    assertThat(Checkpoint.parse(TEXT)).isEqualTo(new Parsed.Value<>(checkpoint));
  }

  @Test
  void the_largest_size_and_the_empty_log_have_a_text() {
    Checkpoint empty =
        new Checkpoint(new Origin(LEDGER, Origin.Log.JOURNAL), 0, TreeHasher.EMPTY_ROOT);
    assertThat(empty.text())
        .isEqualTo("acme/eu-1/journal\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    assertThat(Checkpoint.parse(empty.text())).isEqualTo(new Parsed.Value<>(empty));
    Checkpoint largest = new Checkpoint(ENTRIES, Long.MAX_VALUE, ROOT);
    assertThat(Checkpoint.parse(largest.text())).isEqualTo(new Parsed.Value<>(largest));
  }

  @Test
  void every_other_spelling_is_malformed() {
    for (String text :
        List.of(
            "",
            TEXT.strip(),
            TEXT + "\n",
            TEXT + "extension",
            TEXT + "extension\n",
            "\n" + TEXT,
            TEXT.replace("\n", "\r\n"),
            TEXT.replace("2085", "02085"),
            TEXT.replace("2085", "+2085"),
            TEXT.replace("2085", "-2085"),
            TEXT.replace("2085", " 2085"),
            TEXT.replace("20852163", ""),
            TEXT.replace("20852163", "9223372036854775808"),
            TEXT.replace("20852163", "18446744073709551617"),
            TEXT.replace("20852163", "\u0662"),
            TEXT.replace("20852163", "0"),
            TEXT.replace("rdI=", "rdI"),
            TEXT.replace("rdI=", "rdJ="),
            TEXT.replace("rdI=", "rdI= "),
            TEXT.replace("uM/Ac", "uM_Ac"),
            TEXT.replace("uM/Ac", "uM/A"),
            TEXT.replace("uM/Ac", "uM/AcAAAA"),
            TEXT.replace("/entries", ""),
            TEXT.replace("/entries", "/other"),
            TEXT.replace("/entries", "/entries/"),
            TEXT.replace("acme", "Acme"),
            TEXT.replace("acme/eu-1/entries", "/entries"))) {
      assertThat(Checkpoint.parse(text)).as(text).isInstanceOf(Parsed.Malformed.class);
    }
  }

  @Test
  void a_ledger_may_be_named_like_a_log() {
    Origin origin = new Origin(new LedgerName("a/entries/journal"), Origin.Log.ENTRIES);
    assertThat(origin).hasToString("a/entries/journal/entries");
    assertThat(Origin.parse("a/entries/journal/entries")).contains(origin);
  }

  @Test
  void only_a_trusted_key_of_the_ledger_itself_vouches_for_it() {
    Checkpoint checkpoint = new Checkpoint(ENTRIES, 4, ROOT);
    SignedNote note = checkpoint.sign(SIGNER.signer());
    Signers other = Signers.named("acme/us-1", 8);
    SignedNote byOther = SignedNote.sign(checkpoint.text(), other.signer());
    TrustedKeys both = Signers.both(SIGNER.vkey(), other.vkey());

    assertThat(Checkpoint.verify(note, both))
        .isEqualTo(new Verified<>(checkpoint, List.of(SIGNER.vkey()), List.of()));
    assertThat(Checkpoint.verify(byOther, both)).isInstanceOf(NoKnownSignature.class);
    assertThat(Checkpoint.verify(note, other.trusted())).isInstanceOf(NoKnownSignature.class);
    assertThat(Checkpoint.verify(new SignedNote("any\n", note.signatures()), both))
        .isInstanceOf(Rejected.class);
    String larger = new Checkpoint(ENTRIES, 5, ROOT).text();
    assertThat(Checkpoint.verify(new SignedNote(larger, note.signatures()), both))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void what_is_no_checkpoint_is_neither_built_nor_signed() {
    assertThatThrownBy(() -> new Checkpoint(ENTRIES, -1, ROOT)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Checkpoint(ENTRIES, 0, ROOT)).hasMessageContaining("empty log");
    Signers other = Signers.named("acme/us-1", 8);
    assertThatThrownBy(() -> new Checkpoint(ENTRIES, 4, ROOT).sign(other.signer()))
        .hasMessageContaining("acme/us-1");
  }
}
