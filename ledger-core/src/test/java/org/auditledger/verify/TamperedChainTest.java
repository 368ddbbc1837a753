package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.junit.jupiter.api.Test;

/** Whole rows removed, repeated and renumbered. */
class TamperedChainTest {

  private static final int SIGNED = 122;
  private static final int PLAIN = 60;

  private static final Entries LEDGER = Entries.of(LegacyVectors.entriesOfV30());

  @Test
  void a_removed_entry_leaves_a_gap() {
    assertThat(Judged.findings(entries().remove(SIGNED)))
        .containsExactly("ENTRIES_MISSING 123 sequence_number");
    assertThat(account(entries().remove(SIGNED)).findings().first().get(0).what())
        .isEqualTo("entry 123: entry 122 is missing before it");
    assertThat(Judged.findings(entries().remove(1)))
        .containsExactly("ENTRIES_MISSING 2 sequence_number");
    assertThat(account(entries().remove(SIGNED)).root()).isEmpty();
  }

  @Test
  void a_removed_end_leaves_no_trace_but_the_head() {
    EntriesAccount cut = account(entries().remove(210));
    assertThat(cut.findings().total()).isZero();
    assertThat(cut.head().orElseThrow().sequence()).isEqualTo(209);
  }

  @Test
  void a_repeated_entry_is_found() {
    assertThat(Judged.findings(entries().repeat(PLAIN)))
        .containsExactly("ENTRY_REPEATED 60 sequence_number");
    assertThat(account(entries().repeat(PLAIN)).root()).isEmpty();
  }

  @Test
  void numbers_begin_with_one() {
    assertThat(Judged.findings(entries().set(1, "sequence_number", 0L)))
        .startsWith("ENTRY_OUT_OF_ORDER 0 sequence_number");
  }

  @Test
  void the_first_entry_has_a_hash_and_a_link_like_any_other() {
    assertThat(Judged.findings(entries().set(1, "rule_id", "x")))
        .containsExactly("ENTRY_HASH_WRONG 1 entry_hash");
    assertThat(Judged.findings(entries().set(1, "previous_hash", "f".repeat(64))))
        .containsExactly("LINK_BROKEN 1 previous_hash", "ENTRY_HASH_WRONG 1 entry_hash");
  }

  @Test
  void of_a_ledger_that_is_read_from_an_entry_on_nothing_before_it_is_missed() {
    List<Integer> tail = IntStream.rangeClosed(PLAIN, 210).boxed().toList();
    Entries entries = entries().inOrder(tail);
    EntryChecks checks =
        new EntryChecks(PLAIN, entries.layout(), Judged.ANCESTORS_KEYS, LeafConsumer.NONE);
    entries.forEach(checks::accept);
    EntriesAccount account = checks.account();
    assertThat(account.findings().total()).isZero();
    assertThat(account.rows()).isEqualTo(151);
    assertThat(account.leaves())
        .hasValueSatisfying(range -> assertThat(range.end()).isEqualTo(210));
    assertThat(account.root()).as("a root covers all").isEmpty();
    assertThat(Judged.findings(entries)).containsExactly("ENTRIES_MISSING 60 sequence_number");
  }

  @Test
  void findings_are_in_the_order_of_the_entries() {
    Entries tampered =
        entries()
            .set(200, "verifier_status", null)
            .set(PLAIN, "rule_id", "x")
            .set(150, "envelope_hash", null)
            .remove(180);
    assertThat(Judged.findings(tampered))
        .containsExactly(
            "ENTRY_HASH_WRONG 60 entry_hash",
            "ENVELOPE_INCOMPLETE 150 envelope_hash",
            "ENTRIES_MISSING 181 sequence_number",
            "COLUMN_DIFFERS 200 verifier_status");
  }

  private static Entries entries() {
    return LEDGER.first(210);
  }

  private static EntriesAccount account(Entries entries) {
    return Judged.account(entries, Judged.ANCESTORS_KEYS);
  }
}
