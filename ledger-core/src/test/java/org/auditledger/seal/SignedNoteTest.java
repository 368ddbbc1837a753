package org.auditledger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.NoteOutcome.NoKnownSignature;
import org.auditledger.seal.NoteOutcome.Rejected;
import org.auditledger.seal.NoteOutcome.Verified;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.junit.jupiter.api.Test;

class SignedNoteTest {

  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String PETERS =
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuG"
          + "UgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
  private static final String PETER = "— PeterNeumann " + PETERS + "\n";
  private static final String ENOCHS =
      "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2t"
          + "iOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=";
  private static final String ENOCH = "— EnochRoot " + ENOCHS + "\n";
  private static final TrustedKeys TRUSTS_PETER = Signers.PETER.trusted();

  @Test
  void the_vector_of_the_format_verifies() {
    VerifierKey key =
        VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
            .orThrow("the test");
    String note =
        "This is an example message.\n\n"
            + "— example.com/foo"
            + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    assertThat(parsed(note).verify(TrustedKeys.of(key)))
        .isEqualTo(new Verified<>("This is an example message.\n", List.of(key), List.of()));
    assertThat(parsed(note).verify(TrustedKeys.of(key), new LedgerName("example.com/foo")))
        .isInstanceOf(Verified.class);
    assertThat(
            parsed(note.replace("example message", "Example message")).verify(TrustedKeys.of(key)))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void signing_gives_the_bytes_that_go_gives() {
    SignedNote note = SignedNote.sign(TEXT, Signers.PETER.signer());
    assertThat(note.encoded()).isEqualTo(TEXT + "\n" + PETER);
    assertThat(note.signatures().get(0).keyId()).isEqualTo(0xc74f20a3);
  }

  @Test
  void a_signature_by_a_stranger_is_set_aside() {
    assertThat(parsed(TEXT + "\n" + PETER + ENOCH).verify(TRUSTS_PETER))
        .isEqualTo(new Verified<>(TEXT, List.of(Signers.PETER.vkey()), List.of(enochs())));
    assertThat(parsed(TEXT + "\n" + ENOCH + PETER).verify(both()))
        .isEqualTo(new Verified<>(TEXT, List.of(Signers.ENOCH, Signers.PETER.vkey()), List.of()));
    assertThat(parsed(TEXT + "\n" + ENOCH).verify(TRUSTS_PETER))
        .isEqualTo(new NoKnownSignature<>(List.of(enochs())));
    assertThat(parsed(TEXT + "\n" + PETER).verify(TrustedKeys.NONE))
        .isInstanceOf(NoKnownSignature.class);
  }

  @Test
  void one_failing_signature_by_a_known_key_rejects_the_note_wherever_it_stands() {
    String forged = ENOCH.replace("5n2t", "5n2u");
    for (String lines : List.of(PETER + forged, forged + PETER, ENOCH + PETER + forged)) {
      assertThat(parsed(TEXT + "\n" + lines).verify(both()))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.why()).contains("EnochRoot"));
      assertThat(parsed(TEXT + "\n" + lines).verify(TRUSTS_PETER)).isInstanceOf(Verified.class);
    }
    String tooLong =
        "— PeterNeumann " + PETERS.substring(0, 44) + "ABCD" + PETERS.substring(44) + "\n";
    assertThat(parsed(TEXT + "\n" + tooLong).verify(TRUSTS_PETER)).isInstanceOf(Rejected.class);
  }

  @Test
  void a_key_is_known_by_name_and_id_together() {
    String otherName = PETER.replace("PeterNeumann", "CarmenSandiego");
    String otherId = PETER.replace("x08g", "x08h");
    for (String line : List.of(otherName, otherId)) {
      assertThat(parsed(TEXT + "\n" + line).verify(TRUSTS_PETER))
          .isInstanceOf(NoKnownSignature.class);
      assertThat(parsed(TEXT + "\n" + line + PETER).verify(TRUSTS_PETER))
          .isInstanceOf(Verified.class);
    }
  }

  @Test
  void a_trusted_key_of_another_ledger_is_a_stranger() {
    Signers ours = Signers.named("ours", 1);
    Signers theirs = Signers.named("theirs", 2);
    TrustedKeys trusted = Signers.both(ours.vkey(), theirs.vkey());
    LedgerName ledger = new LedgerName("ours");
    SignedNote note = SignedNote.sign(TEXT, theirs.signer());

    assertThat(note.verify(trusted)).isInstanceOf(Verified.class);
    assertThat(note.verify(trusted, ledger)).isInstanceOf(NoKnownSignature.class);
    assertThat(note.signedAlsoBy(ours.signer()).verify(trusted, ledger))
        .isEqualTo(new Verified<>(TEXT, List.of(ours.vkey()), note.signatures()));
  }

  @Test
  void repeated_lines_say_nothing_new() {
    SignedNote note = parsed(TEXT + "\n" + PETER + PETER + ENOCH + ENOCH);
    assertThat(note.verify(TRUSTS_PETER))
        .isEqualTo(new Verified<>(TEXT, List.of(Signers.PETER.vkey()), List.of(enochs())));
    assertThat(note.encoded()).isEqualTo(TEXT + "\n" + PETER + PETER + ENOCH + ENOCH);
  }

  @Test
  void signing_again_replaces_the_signature_of_the_same_key_only() {
    SignedNote note = parsed(TEXT + "\n" + PETER.replace("UgYN", "UgYM") + ENOCH);
    assertThat(note.verify(TRUSTS_PETER)).isInstanceOf(Rejected.class);
    assertThat(note.signedAlsoBy(Signers.PETER.signer()).encoded())
        .isEqualTo(TEXT + "\n" + ENOCH + PETER);
    String sameId = PETER.replace("PeterNeumann", "CarmenSandiego");
    assertThat(parsed(TEXT + "\n" + sameId).signedAlsoBy(Signers.PETER.signer()).encoded())
        .isEqualTo(TEXT + "\n" + sameId + PETER);
  }

  @Test
  void the_text_goes_up_to_the_last_empty_line() {
    String text = "a\n\n" + PETER + "\n\nb\n\n";
    SignedNote note = SignedNote.sign(text, Signers.PETER.signer());
    assertThat(parsed(note.encoded())).isEqualTo(note);
    assertThat(parsed(note.encoded()).verify(TRUSTS_PETER))
        .isEqualTo(new Verified<>(text, List.of(Signers.PETER.vkey()), List.of()));
    // What an attacker signs below a signed note makes a new text of all of it.
    assertThat(parsed(TEXT + "\n" + PETER + "\n" + ENOCH).text()).isEqualTo(TEXT + "\n" + PETER);
    assertThat(parsed("\n\n" + PETER).text()).isEqualTo("\n");
  }

  @Test
  void what_is_no_note_is_malformed() {
    for (String note :
        List.of(
            "",
            "\n",
            "\n\n",
            TEXT,
            TEXT + "\n",
            TEXT + PETER,
            "\n" + PETER,
            TEXT + "\n" + PETER.strip(),
            TEXT + "\n" + PETER + "\n",
            TEXT + "\r\n" + PETER,
            "\u0001" + TEXT + "\n" + PETER,
            "\t" + TEXT + "\n" + PETER,
            TEXT + "\n" + PETER + "Unexpected line.\n",
            TEXT + "\n" + PETER.replace("— ", "- "),
            TEXT + "\n" + PETER.replace("— ", "—"),
            TEXT + "\n" + PETER.replace("— ", "—  "),
            TEXT + "\n" + PETER.replace("PeterNeumann", "Peter Neumann"),
            TEXT + "\n" + PETER.replace("PeterNeumann", "Peter+Neumann"),
            TEXT + "\n" + PETER.replace("PeterNeumann", "Peter\u00a0Neumann"),
            TEXT + "\n" + PETER.replace("PeterNeumann ", ""),
            TEXT + "\n" + PETER.replace("PeterNeumann", ""),
            TEXT + "\n" + PETER.replace("\n", " \n"),
            TEXT + "\n" + PETER.replace("=", ""),
            TEXT + "\n" + PETER.replace("nAM=", "nAN="),
            TEXT + "\n" + PETER.replace("/", "_"),
            TEXT + "\n— PeterNeumann x08gow==\n",
            TEXT + "\n— PeterNeumann \n",
            TEXT + "\n— \n",
            TEXT + "\n—\n")) {
      assertThat(SignedNote.parse(note.getBytes(UTF_8)))
          .as(note)
          .isInstanceOf(Parsed.Malformed.class);
    }
    byte[] broken = (TEXT + "\n" + PETER).getBytes(UTF_8);
    broken[0] = (byte) 0xff;
    assertThat(SignedNote.parse(broken)).isEqualTo(new Parsed.Malformed<>("the note is not UTF-8"));
  }

  @Test
  void signatures_are_bounded() {
    assertThat(parsed(TEXT + "\n" + PETER.repeat(100)).verify(TRUSTS_PETER))
        .isInstanceOf(Verified.class);
    assertThat(SignedNote.parse((TEXT + "\n" + PETER.repeat(101)).getBytes(UTF_8)))
        .isEqualTo(new Parsed.Malformed<>("the note has more than 100 signatures"));
  }

  @Test
  void no_bit_of_a_note_can_be_changed() {
    byte[] note = (TEXT + "\n" + PETER).getBytes(UTF_8);
    for (int bit = 0; bit < note.length * 8; bit++) {
      byte[] changed = note.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      if (SignedNote.parse(changed) instanceof Parsed.Value<SignedNote> parsed) {
        assertThat(parsed.value().verify(TRUSTS_PETER))
            .as("bit %d", bit)
            .isNotInstanceOf(Verified.class);
        assertThat(parsed.value().encoded().getBytes(UTF_8)).isEqualTo(changed);
      }
    }
  }

  @Test
  void what_cannot_be_a_note_is_not_signed() {
    Signers peter = Signers.PETER;
    for (String text : List.of("", "no newline", "tab\t\n", "half \ud800\n")) {
      assertThatThrownBy(() -> SignedNote.sign(text, peter.signer()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> SignedNote.sign(TEXT, new NoteSigner(Signers.ENOCH, peter.key())))
        .hasMessageContaining("is not the key of EnochRoot");
    assertThatThrownBy(() -> new SignedNote(TEXT, List.of())).hasMessageContaining("not 0");
    assertThatThrownBy(() -> new NoteSignature("a b", PETERS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Verified<>("", List.of(), List.of()))
        .hasMessageContaining("nobody");
  }

  private static NoteSignature enochs() {
    return new NoteSignature("EnochRoot", ENOCHS);
  }

  private static TrustedKeys both() {
    return Signers.both(Signers.PETER.vkey(), Signers.ENOCH);
  }

  private static SignedNote parsed(String note) {
    assertThat(SignedNote.parse(note.getBytes(UTF_8))).isInstanceOf(Parsed.Value.class);
    return ((Parsed.Value<SignedNote>) SignedNote.parse(note.getBytes(UTF_8))).value();
  }
}
