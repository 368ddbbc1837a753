package org.auditledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryDraftTest {

  private static final String HASH = "ab".repeat(32);

  private static EntryDraft draft() {
    return EntryDraft.of(Verdict.CLEAR, "t", HASH, "m");
  }

  @Test
  void a_draft_is_built_piece_by_piece() {
    EntryDraft draft = draft().by("r", "kg").because("", "llm").escalated("open", "call").once();
    assertThat(draft)
        .isEqualTo(
            new EntryDraft(
                Verdict.CLEAR,
                "t",
                HASH,
                "m",
                "r",
                "kg",
                "",
                "llm",
                "open",
                "call",
                Optional.empty(),
                true));
    assertThat(draft.with(Evaluation.of("{}")).evaluation()).isPresent();
  }

  @Test
  void what_no_database_can_store_or_nobody_can_hash_is_refused() {
    assertThatThrownBy(() -> EntryDraft.of(Verdict.CLEAR, "", HASH, "m"))
        .hasMessage("telemetry_id is empty");
    assertThatThrownBy(
            () -> EntryDraft.of(Verdict.CLEAR, "t", HASH.toUpperCase(java.util.Locale.ROOT), "m"))
        .hasMessageStartingWith("telemetry_hash is 64 lower-case");
    assertThatThrownBy(() -> EntryDraft.of(Verdict.CLEAR, "t", HASH + " ", "m"))
        .hasMessageStartingWith("telemetry_hash is 64 lower-case");
    assertThatThrownBy(() -> EntryDraft.of(Verdict.CLEAR, "t", HASH, ""))
        .hasMessage("ski_model_version is empty");
    assertThatThrownBy(() -> draft().because("a\0b", null))
        .hasMessage("reasoning has U+0000, which no database can store");
    assertThatThrownBy(() -> draft().by("\uD83D", null)).hasMessageContaining("half a character");
    assertThatThrownBy(() -> draft().because(null, "")).hasMessage("track is empty");
    assertThat(Verdict.of("clear")).isEmpty();
  }

  @Test
  void what_belongs_to_a_transcript_does_not_come_without_it() {
    assertThatThrownBy(
            () -> new Evaluation("{}", null, null, Optional.empty(), "ab".repeat(64), null))
        .hasMessageContaining("come with a transcript_json");
    assertThatThrownBy(() -> new Evaluation("{}", HASH, null, Optional.empty(), null, null))
        .hasMessageStartingWith("envelope_hash is sha256:64 lower-case");
  }

  @Test
  void an_entry_has_a_place_and_microseconds() {
    Instant now = Instant.parse("2026-11-26T08:00:00.000001Z");
    assertThatThrownBy(() -> new Appended(0, Digest.ZERO, now, true, false))
        .hasMessageContaining("a number from 1");
    assertThatThrownBy(() -> new Appended(1, Digest.ZERO, now.plusNanos(1), true, false))
        .hasMessageContaining("microseconds");
  }
}
