package org.auditledger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.LEDGER;
import static org.auditledger.journal.WrittenJournal.SECOND;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.auditledger.chain.Noted;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalDefect.Code;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.NoteSigner;
import org.junit.jupiter.api.Test;

/** What a journal's reader finds, and that one damaged statement is one finding. */
class JournalReaderTest {

  private final WrittenJournal genuine = WrittenJournal.begun(FIRST).filler(9, FIRST);

  @Test
  void a_genuine_journal_is_signed_throughout() {
    JournalReader reader = genuine.read(FIRST);
    assertThat(reader.defects()).isEqualTo(Noted.none());
    assertThat(reader.unknown()).isZero();
    assertThat(reader.head()).isEqualTo(genuine.head());
    assertThat(reader.ledger()).contains(LEDGER);
    assertThat(reader.last().orElseThrow().position()).isEqualTo(10);
    assertThat(reader.last().orElseThrow().standing())
        .isEqualTo(new Standing.Signed(List.of(FIRST.verifier())));
    assertThat(reader.last().orElseThrow().statement().orElseThrow().head())
        .isEqualTo(genuine.head());
  }

  @Test
  void the_leaves_are_the_lines_without_their_line_feed() {
    List<Digest> leaves = new ArrayList<>();
    for (String note : genuine.notes()) {
      leaves.add(new TreeHasher().leaf(note.substring(0, note.indexOf('\n')).getBytes(UTF_8)));
    }
    assertThat(genuine.read().leaves().end()).isEqualTo(10);
    assertThat(genuine.read().leaves().root()).isEqualTo(root(leaves));
  }

  /** RFC 6962, word for word. */
  private static Digest root(List<Digest> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return new TreeHasher()
        .node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  @Test
  void nothing_read_is_nothing_known() {
    JournalReader reader = new JournalReader(WrittenJournal.trust(FIRST));
    assertThat(reader.head()).isEqualTo(JournalHead.GENESIS);
    assertThat(reader.last()).isEmpty();
    assertThat(reader.ledger()).isEmpty();
    assertThat(reader.leaves().root()).isEqualTo(TreeHasher.EMPTY_ROOT);
  }

  @Test
  void what_nobody_trusted_signed_is_unknown_and_no_defect() {
    JournalReader reader = genuine.read(SECOND);
    assertThat(reader.defects()).isEqualTo(Noted.none());
    assertThat(reader.unknown()).isEqualTo(10);
    assertThat(reader.last().orElseThrow().standing())
        .isInstanceOf(Standing.SignedByUnknownKey.class);
    assertThat(genuine.filler(1, FIRST, SECOND).read(SECOND).unknown()).isEqualTo(10);
  }

  @Test
  void a_signature_under_another_name_is_a_stranger_although_that_name_is_trusted() {
    NoteSigner elsewhere = NoteSigner.of("plant/two", FIRST.key());
    JournalReader reader = genuine.filler(1, elsewhere).read(FIRST, elsewhere);
    assertThat(reader.defects()).isEqualTo(Noted.none());
    assertThat(reader.unknown()).isEqualTo(1);
  }

  @Test
  void an_edited_statement_is_named_and_no_other() {
    for (int edited = 1; edited <= 10; edited++) {
      assertThat(found(edit(edited, "\"operator\"", "\"opefator\""), FIRST))
          .containsExactly(edited + " BAD_SIGNATURE");
    }
  }

  @Test
  void where_nobody_is_trusted_an_edited_statement_is_found_at_the_next_one() {
    List<String> notes = edit(4, "\"operator\"", "\"opefator\"");
    JournalReader reader = WrittenJournal.read(notes);
    assertThat(codes(reader)).containsExactly("5 WRONG_LINK");
    assertThat(reader.defects().first().get(0).why())
        .startsWith("follows one with hash ")
        .endsWith(", and not " + Digest.sha256(line(notes.get(3))));
  }

  @Test
  void an_unreadable_statement_is_named_and_no_other() {
    for (int damaged = 1; damaged <= 10; damaged++) {
      assertThat(found(edit(damaged, "{", "["), FIRST))
          .containsExactly(damaged + " NOT_A_STATEMENT");
      assertThat(found(edit(damaged, "\n\n", "\n"), FIRST))
          .containsExactly(damaged + " NOT_A_NOTE");
      assertThat(found(edit(damaged, "\n\n", "\n\n\n"), FIRST))
          .containsExactly(damaged + " NOT_ONE_LINE");
      assertThat(found(edit(damaged, "}\n", "}\nx\n"), FIRST))
          .containsExactly(damaged + " NOT_ONE_LINE");
      assertThat(found(edit(damaged, "operator", "\ud800"), FIRST))
          .containsExactly(damaged + " NOT_A_NOTE");
      assertThat(found(edit(damaged, "operator", "x".repeat(JournalReader.MAX_LENGTH)), FIRST))
          .containsExactly(damaged + " TOO_LONG");
    }
  }

  @Test
  void the_limit_is_one_of_bytes() {
    String half = "\u00e4".repeat(JournalReader.MAX_LENGTH / 2 - 100);
    assertThat(found(edit(3, "operator", half), FIRST)).containsExactly("3 TOO_LONG");
    assertThat(found(edit(3, "operator", half.substring(300)), FIRST))
        .containsExactly("3 BAD_SIGNATURE");
  }

  @Test
  void a_removed_statement_is_named() {
    List<String> notes = genuine.notes();
    JournalReader reader = new JournalReader(WrittenJournal.trust(FIRST));
    for (int position : new int[] {1, 2, 3, 7, 8, 9, 10}) {
      reader.accept(position, notes.get(position - 1));
    }
    assertThat(codes(reader)).containsExactly("4 MISSING");
    assertThat(reader.defects().first().get(0))
        .hasToString("statement 4 is missing, and so are all up to statement 7");
    assertThat(reader.unknown()).isZero();
    assertThat(reader.leaves().end()).isEqualTo(3);
    assertThat(reader.head()).isEqualTo(genuine.head());
  }

  @Test
  void a_removed_beginning_is_named() {
    JournalReader reader = new JournalReader(WrittenJournal.trust(FIRST));
    reader.accept(2, genuine.notes().get(1));
    reader.accept(3, genuine.notes().get(2));
    assertThat(codes(reader)).containsExactly("1 MISSING");
  }

  @Test
  void statements_that_changed_places_are_named() {
    List<String> notes = genuine.notes();
    Collections.swap(notes, 3, 6);
    assertThat(found(notes, FIRST)).containsExactly("4 WRONG_POSITION", "7 WRONG_POSITION");
  }

  @Test
  void a_statement_that_comes_too_late_changes_nothing_else() {
    JournalReader reader = genuine.read(FIRST);
    JournalEntry again = reader.accept(4, genuine.notes().get(3));
    assertThat(again.standing()).isInstanceOf(Standing.Refused.class);
    assertThat(codes(reader)).containsExactly("4 OUT_OF_ORDER");
    assertThat(reader.head()).isEqualTo(genuine.head());
    assertThat(reader.leaves()).isEqualTo(genuine.read().leaves());
    reader.accept(10, genuine.notes().get(9));
    reader.accept(11, genuine.filler(1, FIRST).notes().get(10));
    assertThat(codes(reader)).containsExactly("4 OUT_OF_ORDER", "10 OUT_OF_ORDER");
  }

  @Test
  void a_replaced_statement_is_found_although_its_signer_is_trusted() {
    WrittenJournal other = WrittenJournal.begun(FIRST).filler(2, FIRST);
    other.add(Kind.HOLD_RELEASED, WrittenJournal.released("another"), FIRST);
    List<String> notes = genuine.notes();
    notes.set(3, other.notes().get(3));
    assertThat(found(notes, FIRST)).containsExactly("5 WRONG_LINK");
  }

  @Test
  void a_statement_of_another_ledger_is_named_and_no_other() {
    LedgerName two = new LedgerName("plant/two");
    NoteSigner elsewhere = NoteSigner.of("plant/two", FIRST.key());
    WrittenJournal journal = WrittenJournal.begun(FIRST).filler(2, FIRST);
    journal.add(two, Kind.HOLD_RELEASED, WrittenJournal.released("x"), elsewhere);
    journal.filler(3, FIRST);
    JournalReader reader = journal.read(FIRST, elsewhere);
    assertThat(codes(reader)).containsExactly("4 OTHER_LEDGER");
    assertThat(reader.ledger()).contains(LEDGER);
    assertThat(codes(journal.read())).containsExactly("4 OTHER_LEDGER", "5 OTHER_LEDGER");
  }

  @Test
  void an_edited_name_at_the_beginning_does_not_decide_for_all() {
    List<String> notes = edit(1, "\"ledger\":\"plant/one\"", "\"ledger\":\"plant/two\"");
    JournalReader reader = WrittenJournal.read(notes, FIRST);
    assertThat(codes(reader)).containsExactly("1 OTHER_LEDGER");
    assertThat(reader.ledger()).contains(LEDGER);
    assertThat(reader.unknown()).isEqualTo(1);
    assertThat(found(notes)).containsExactly("2 OTHER_LEDGER");
  }

  @Test
  void a_journal_begins_once_and_at_its_beginning() {
    WrittenJournal headless = new WrittenJournal().filler(3, FIRST);
    assertThat(codes(headless.read(FIRST))).containsExactly("1 NO_BEGINNING");
    genuine.add(Kind.LEDGER_INITIALIZED, WrittenJournal.initialized(FIRST), FIRST);
    assertThat(codes(genuine.read(FIRST))).containsExactly("11 SECOND_BEGINNING");
    assertThat(codes(genuine.read())).containsExactly("11 SECOND_BEGINNING");
  }

  @Test
  void the_first_statement_names_the_key_that_signed_it() {
    WrittenJournal journal =
        new WrittenJournal()
            .add(Kind.LEDGER_INITIALIZED, WrittenJournal.initialized(SECOND), FIRST)
            .filler(1, FIRST);
    assertThat(codes(journal.read(FIRST))).containsExactly("1 WRONG_NOTE_KEY");
    assertThat(codes(journal.read(SECOND))).isEmpty();
    WrittenJournal both =
        new WrittenJournal()
            .add(Kind.LEDGER_INITIALIZED, WrittenJournal.initialized(SECOND), FIRST, SECOND);
    assertThat(codes(both.read(FIRST))).isEmpty();
    NoteSigner elsewhere = NoteSigner.of("plant/two", FIRST.key());
    WrittenJournal foreign =
        new WrittenJournal()
            .add(Kind.LEDGER_INITIALIZED, WrittenJournal.initialized(elsewhere), FIRST, elsewhere);
    assertThat(codes(foreign.read(FIRST))).containsExactly("1 WRONG_NOTE_KEY");
  }

  @Test
  void two_readers_that_were_one_go_on_by_themselves() {
    WrittenJournal one = WrittenJournal.begun(FIRST).filler(3, FIRST);
    JournalReader reader = one.read(FIRST);
    JournalReader fork = reader.fork();
    fork.accept(5, one.register(SECOND, FIRST).notes().get(4));
    fork.accept(6, one.filler(1, SECOND).notes().get(5));
    fork.accept(7, "rubbish");
    assertThat(codes(fork)).containsExactly("7 NOT_A_NOTE");
    assertThat(fork.trusted().noteKeys()).hasSize(2);
    assertThat(reader.head().position()).isEqualTo(4);
    assertThat(reader.defects().total()).isZero();
    assertThat(reader.trusted().noteKeys()).hasSize(1);
    assertThat(reader.leaves().end()).isEqualTo(4);
    assertThat(reader.introduction(SECOND.verifier())).isEmpty();
    reader.accept(5, one.notes().get(4));
    reader.accept(6, one.notes().get(5));
    assertThat(reader.defects().total()).isZero();
    assertThat(reader.unknown()).isZero();
  }

  @Test
  void all_defects_are_counted_and_the_first_are_kept() {
    JournalReader reader = new JournalReader(WrittenJournal.trust(FIRST));
    for (int position = 1; position <= 1500; position++) {
      reader.accept(position, "rubbish " + position);
    }
    assertThat(reader.defects().total()).isEqualTo(1500);
    assertThat(reader.defects().first()).hasSize(Noted.KEPT);
    assertThat(reader.leaves().end()).isEqualTo(1500);
  }

  @Test
  void a_finding_has_a_bound_although_what_it_quotes_has_none() {
    List<String> notes = edit(3, "HOLD_RELEASED", "H".repeat(100_000));
    JournalReader reader = WrittenJournal.read(notes, FIRST);
    assertThat(codes(reader)).containsExactly("3 NOT_A_STATEMENT");
    assertThat(reader.defects().first().get(0).why()).hasSizeLessThan(310);
  }

  @Test
  void a_note_is_recognised_by_its_statement() {
    JournalReader reader = genuine.read(FIRST);
    String last = genuine.notes().get(9);
    assertThat(reader.stopsAt(10, last)).isTrue();
    assertThat(reader.stopsAt(9, last)).isFalse();
    assertThat(reader.stopsAt(10, genuine.notes().get(8))).isFalse();
  }

  private List<String> edit(int position, String what, String by) {
    List<String> notes = genuine.notes();
    String edited = notes.get(position - 1).replaceFirst(java.util.regex.Pattern.quote(what), by);
    assertThat(edited).isNotEqualTo(notes.get(position - 1));
    notes.set(position - 1, edited);
    return notes;
  }

  private static List<String> found(List<String> notes, NoteSigner... trusted) {
    return codes(WrittenJournal.read(notes, trusted));
  }

  static List<String> codes(JournalReader reader) {
    List<String> codes = new ArrayList<>();
    for (JournalDefect defect : reader.defects().first()) {
      codes.add(defect.position() + " " + Code.valueOf(defect.code().name()));
    }
    assertThat(reader.defects().total()).isEqualTo(codes.size());
    return codes;
  }

  private static byte[] line(String note) {
    return note.substring(0, note.indexOf('\n')).getBytes(UTF_8);
  }
}
