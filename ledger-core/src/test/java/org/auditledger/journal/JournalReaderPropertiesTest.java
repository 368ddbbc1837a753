package org.auditledger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.journal.WrittenJournal.FIRST;
import static org.auditledger.journal.WrittenJournal.SECOND;
import static org.auditledger.journal.WrittenJournal.THIRD;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.auditledger.chain.Noted;

class JournalReaderPropertiesTest {

  private static final int STATEMENTS = 30;

  /** Each kind of key in it, and both kinds of change among keys. */
  private static final List<String> NOTES =
      WrittenJournal.begun(FIRST)
          .filler(9, FIRST)
          .register(SECOND, FIRST)
          .filler(5, FIRST, SECOND)
          .retire(FIRST, SECOND)
          .filler(6, SECOND)
          .register(THIRD, SECOND)
          .filler(6, THIRD)
          .notes();

  @Property(tries = 150)
  void any_byte_changed_in_any_note_is_found_or_leaves_every_statement_as_it_was(
      @ForAll @IntRange(min = 1, max = STATEMENTS) int position,
      @ForAll @IntRange(min = 0, max = 1_000_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    assertThat(NOTES).hasSize(STATEMENTS);
    String genuine = NOTES.get(position - 1);
    // Byte for character and back, so that what is no UTF-8 any more is still something.
    byte[] bytes = genuine.getBytes(UTF_8);
    bytes[at % bytes.length] ^= (byte) change;
    String changed = new String(bytes, UTF_8);

    JournalReader reader = new JournalReader(WrittenJournal.trust(FIRST));
    boolean found = false;
    for (int i = 1; i <= STATEMENTS; i++) {
      JournalEntry entry = reader.accept(i, i == position ? changed : NOTES.get(i - 1));
      boolean signed = entry.standing() instanceof Standing.Signed;
      found |= !signed;
      // Whatever was done to one, the others are not said to be broken; a key that is no longer
      // registered leaves what it signed open.
      if (i != position) {
        assertThat(entry.standing()).isNotInstanceOf(Standing.Refused.class);
      }
      if (signed) {
        assertThat(entry.statement().orElseThrow().line()).isEqualTo(line(NOTES.get(i - 1)));
      }
    }
    assertThat(reader.defects().total() + reader.unknown() > 0).isEqualTo(found);
    assertThat(found || line(changed).length == line(genuine).length).isTrue();
    if (!found) {
      assertThat(line(changed)).isEqualTo(line(genuine));
    }
  }

  @Property(tries = 60)
  void without_any_trust_a_changed_line_is_found_unless_it_is_the_last(
      @ForAll @IntRange(min = 1, max = STATEMENTS - 1) int position,
      @ForAll @IntRange(min = 0, max = 1_000_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] line = line(NOTES.get(position - 1));
    line[at % line.length] ^= (byte) change;
    String rest = NOTES.get(position - 1).substring(line.length);
    JournalReader reader = new JournalReader(WrittenJournal.trust());
    for (int i = 1; i <= STATEMENTS; i++) {
      reader.accept(
          i,
          i == position ? new String(line, StandardCharsets.ISO_8859_1) + rest : NOTES.get(i - 1));
    }
    assertThat(reader.defects().total()).isBetween(1L, 2L);
  }

  @Property(tries = 40)
  void a_fork_at_any_place_ends_where_one_reader_does(
      @ForAll @IntRange(min = 0, max = STATEMENTS) int at) {
    JournalReader one = WrittenJournal.read(NOTES, FIRST);
    JournalReader forked = WrittenJournal.read(NOTES.subList(0, at), FIRST).fork();
    for (int i = at; i < STATEMENTS; i++) {
      forked.accept(i + 1, NOTES.get(i));
    }
    assertThat(forked.head()).isEqualTo(one.head());
    assertThat(forked.leaves()).isEqualTo(one.leaves());
    assertThat(forked.defects()).isEqualTo(one.defects()).isEqualTo(Noted.none());
    assertThat(forked.unknown()).isEqualTo(one.unknown()).isZero();
    assertThat(forked.retirements()).isEqualTo(one.retirements());
  }

  private static byte[] line(String note) {
    int end = note.indexOf('\n');
    return (end < 0 ? note : note.substring(0, end)).getBytes(UTF_8);
  }
}
