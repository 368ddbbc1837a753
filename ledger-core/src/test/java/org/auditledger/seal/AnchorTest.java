package org.auditledger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.NoteOutcome.NoKnownSignature;
import org.auditledger.seal.NoteOutcome.Rejected;
import org.auditledger.seal.NoteOutcome.Verified;
import org.auditledger.seal.SignedAnchor.Binding;
import org.junit.jupiter.api.Test;

class AnchorTest {

  private static final Signers SIGNER = Signers.named("acme", 7);
  private static final Signers WITNESS = Signers.named("witness", 8);
  private static final Checkpoint ENTRIES = checkpoint("acme", Origin.Log.ENTRIES, 4);
  private static final Checkpoint JOURNAL = checkpoint("acme", Origin.Log.JOURNAL, 9);
  private static final SignedNote ENTRIES_NOTE = ENTRIES.sign(SIGNER.signer());
  private static final SignedNote JOURNAL_NOTE = JOURNAL.sign(SIGNER.signer());
  private static final Anchor ANCHOR = new Anchor(ENTRIES_NOTE, JOURNAL_NOTE);
  private static final String FILE = ENTRIES_NOTE.encoded() + "\n" + JOURNAL_NOTE.encoded();

  @Test
  void a_file_is_two_notes_with_an_empty_line_between_them() {
    assertThat(ANCHOR.encoded()).isEqualTo(FILE);
    assertThat(Anchor.parse(FILE.getBytes(UTF_8))).isEqualTo(new Parsed.Value<>(ANCHOR));
    assertThat(ANCHOR.verify(SIGNER.trusted()))
        .isEqualTo(
            new Verified<>(new SignedAnchor(ENTRIES, JOURNAL), List.of(SIGNER.vkey()), List.of()));
  }

  @Test
  void notes_with_more_signatures_are_parted_in_the_same_place() {
    SignedNote first = ENTRIES_NOTE.signedAlsoBy(WITNESS.signer());
    SignedNote second = JOURNAL_NOTE.signedAlsoBy(WITNESS.signer());
    Anchor anchor = new Anchor(first, second);
    assertThat(Anchor.parse(anchor.encoded().getBytes(UTF_8)))
        .isEqualTo(new Parsed.Value<>(anchor));
    assertThat(anchor.verify(SIGNER.trusted()))
        .isEqualTo(
            new Verified<>(
                new SignedAnchor(ENTRIES, JOURNAL),
                List.of(SIGNER.vkey()),
                List.of(first.signatures().get(1), second.signatures().get(1))));
  }

  @Test
  void any_other_arrangement_is_malformed() {
    String entries = ENTRIES_NOTE.encoded();
    String journal = JOURNAL_NOTE.encoded();
    for (String file :
        List.of(
            "",
            entries,
            journal,
            entries + journal,
            entries + "\n\n" + journal,
            "\n" + FILE,
            FILE + "\n",
            FILE + "\n\n",
            FILE.substring(0, FILE.length() - 1),
            FILE.replace("\n", "\r\n"),
            journal + "\n" + entries,
            entries + "\n" + entries,
            journal + "\n" + journal,
            FILE + "\n" + journal,
            entries + "\n" + FILE,
            // An empty line moved: the same three of them, in other places.
            FILE.replaceFirst("\n\n", "\n").replaceFirst("\n— acme", "\n\n— acme\n"),
            entries.replace("\n\n", "\n") + "\n\n" + journal,
            entries.replaceFirst("\n", "\n\n") + journal)) {
      assertThat(Anchor.parse(file.getBytes(UTF_8))).as(file).isInstanceOf(Parsed.Malformed.class);
    }
    assertThat(Anchor.parse(new byte[] {(byte) 0xff}))
        .isEqualTo(new Parsed.Malformed<>("the anchor is not UTF-8"));
  }

  @Test
  void halves_of_two_ledgers_are_no_anchor() {
    Signers other = Signers.named("other", 9);
    SignedNote stranger = checkpoint("other", Origin.Log.JOURNAL, 9).sign(other.signer());
    assertThat(Anchor.parse((ENTRIES_NOTE.encoded() + "\n" + stranger.encoded()).getBytes(UTF_8)))
        .isInstanceOf(Parsed.Malformed.class);
    assertThatThrownBy(() -> new Anchor(ENTRIES_NOTE, stranger))
        .hasMessageContaining("acme/entries")
        .hasMessageContaining("other/journal");
    assertThatThrownBy(() -> new SignedAnchor(/* entries= */ JOURNAL, /* journal= */ ENTRIES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void both_notes_must_be_signed() {
    SignedNote unsigned = SignedNote.sign(JOURNAL.text(), WITNESS.signer());
    assertThat(new Anchor(ENTRIES_NOTE, unsigned).verify(SIGNER.trusted()))
        .isInstanceOf(NoKnownSignature.class);
    SignedNote unsignedEntries = SignedNote.sign(ENTRIES.text(), WITNESS.signer());
    assertThat(new Anchor(unsignedEntries, JOURNAL_NOTE).verify(SIGNER.trusted()))
        .isEqualTo(new NoKnownSignature<>(unsignedEntries.signatures()));
    assertThat(ANCHOR.verify(WITNESS.trusted())).isInstanceOf(NoKnownSignature.class);
  }

  @Test
  void one_false_signature_rejects_both_even_when_the_other_note_has_no_known_one() {
    SignedNote forged = new SignedNote(ENTRIES.text(), JOURNAL_NOTE.signatures());
    SignedNote unsigned = SignedNote.sign(JOURNAL.text(), WITNESS.signer());
    for (SignedNote journal : List.of(JOURNAL_NOTE, unsigned)) {
      assertThat(new Anchor(forged, journal).verify(SIGNER.trusted()))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.why()).contains("entries note"));
    }
    SignedNote forgedJournal = new SignedNote(JOURNAL.text(), ENTRIES_NOTE.signatures());
    assertThat(new Anchor(ENTRIES_NOTE, forgedJournal).verify(SIGNER.trusted()))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.why()).contains("journal note"));
  }

  @Test
  void the_journals_last_leaf_binds_the_halves() {
    SignedAnchor signed = new SignedAnchor(ENTRIES, JOURNAL);
    assertThat(signed.bind(9, 4, ENTRIES.root())).isEqualTo(new Binding.Bound(ENTRIES, JOURNAL));
    assertThat(signed.bind(8, 4, ENTRIES.root())).isInstanceOf(Binding.Mixed.class);
    assertThat(signed.bind(9, 3, ENTRIES.root())).isInstanceOf(Binding.Mixed.class);
    assertThat(signed.bind(9, 4, JOURNAL.root())).isInstanceOf(Binding.Mixed.class);
  }

  private static Checkpoint checkpoint(String name, Origin.Log log, int size) {
    return new Checkpoint(
        new Origin(new LedgerName(name), log), size, Rfc6962.root(Leaves.some(size)));
  }
}
