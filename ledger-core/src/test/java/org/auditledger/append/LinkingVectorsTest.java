package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.auditledger.canonical.Preimage;
import org.auditledger.canonical.PreimageSearch;
import org.auditledger.chain.Head;
import org.auditledger.entry.Appended;
import org.auditledger.entry.Digest;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Verdict;
import org.auditledger.row.Column;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.LegacyVectors.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the ancestor's runtime stored, given to us as drafts, becomes the same rows. */
class LinkingVectorsTest {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  static List<Table> ledgers() {
    return LegacyVectors.ledgers();
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void every_entry_of_the_ancestor_is_stored_byte_for_byte(Table table) {
    LedgerEnd end = LedgerEnd.NONE;
    int whole = 0;
    for (RowView row : table.rows()) {
      EntryDraft draft = draft(row);
      if (draft.evaluation().isPresent() && !isDerivable(row)) {
        // jsonb has forgotten which of its numbers were floats: who appends still knows.
        assertThatThrownBy(() -> new Preparation(Optional.empty()).prepare(draft))
            .hasMessageContaining("computed sha256:");
      } else {
        assertSame(row, end, draft);
        whole++;
      }
      Digest hash = Digest.ofHex(String.valueOf(text(row, "entry_hash")));
      end = new LedgerEnd(new Head(end.head().nextSequence(), hash), time(row), end.id() + 1);
    }
    assertThat(whole).isGreaterThan(110).isGreaterThan(table.size() - 60);
  }

  private static void assertSame(RowView row, LedgerEnd end, EntryDraft draft) {
    Linking linking = new Linking(columns(row.layout()), Clock.fixed(instant(row), ZoneOffset.UTC));
    linking.begin(end);
    Appended appended = linking.add(new Preparation(Optional.empty()).prepare(draft), end.id() + 1);
    assertThat(appended.hash().hex()).isEqualTo(text(row, "entry_hash"));
    assertThat(appended.held()).isFalse();
    RowView ours = new RowView(linking.columns().layout());
    ours.moveTo(linking.tuples().buffer(), 0, linking.tuples().size());
    assertThat(ours.layout().size()).isEqualTo(row.layout().size());
    for (Column column : row.layout().columns()) {
      int mine = ours.layout().find(column.name());
      // It is the time of the row, and not of the entry.
      if (mine >= 0 && !column.name().equals("created_at")) {
        assertThat(bytes(ours, mine))
            .as(column.name())
            .isEqualTo(bytes(row, row.layout().find(column.name())));
      }
    }
  }

  /** A file says nothing of types: its hashes count as the table has them. */
  private static EntryColumns columns(RowLayout file) {
    return EntryColumns.of(
        new RowLayout(
            Arrays.stream(EntryColumn.values())
                .map(EntryColumn::column)
                .filter(column -> file.find(column.name()) >= 0)
                .toList()));
  }

  private static byte @Nullable [] bytes(RowView row, int column) {
    if (row.isNull(column)) {
      return null;
    }
    int start = row.start(column);
    return Arrays.copyOfRange(row.buffer(), start, start + row.length(column));
  }

  /** Whether what jsonb prints is, as it stands, what was hashed. */
  private static boolean isDerivable(RowView row) {
    return found(row, "envelope_json", String.valueOf(text(row, "envelope_hash")))
        && (text(row, "transcript_json") == null || responseIsDerivable(row));
  }

  private static boolean responseIsDerivable(RowView row) {
    String transcript = String.valueOf(text(row, "transcript_json"));
    org.auditledger.canonical.CanonicalBytes python =
        new org.auditledger.canonical.CanonicalBytes();
    var members =
        (org.auditledger.canonical.JsonValue.Members)
            org.auditledger.canonical.JsonValue.parse(transcript);
    members.find("response_canonical").orElseThrow().writePython(python);
    return members.text("response_hash").orElseThrow().equals("sha256:" + python.digest());
  }

  private static boolean found(RowView row, String column, String hash) {
    byte[] text =
        String.valueOf(text(row, column)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(new PreimageSearch().find(text, 0, text.length, Digest.ofHex(hash.substring(7))))
        .isEqualTo(Preimage.FOUND);
    org.auditledger.canonical.CanonicalBytes python =
        new org.auditledger.canonical.CanonicalBytes();
    org.auditledger.canonical.JsonValue.parse(text).writePython(python);
    return hash.equals("sha256:" + python.digest());
  }

  private static EntryDraft draft(RowView row) {
    String envelope = text(row, "envelope_json");
    EntryDraft draft =
        EntryDraft.of(
                Verdict.of(String.valueOf(text(row, "verdict"))).orElseThrow(),
                String.valueOf(text(row, "telemetry_id")),
                String.valueOf(text(row, "telemetry_hash")),
                String.valueOf(text(row, "ski_model_version")))
            .by(text(row, "rule_id"), text(row, "knowledge_graph_version"))
            .because(text(row, "reasoning"), text(row, "track"))
            .escalated(text(row, "escalation_status"), text(row, "escalation_notes"));
    return envelope == null
        ? draft
        : draft.with(
            new Evaluation(
                envelope,
                text(row, "envelope_hash"),
                text(row, "verifier_status"),
                Optional.ofNullable(text(row, "transcript_json")),
                text(row, "transcript_signature"),
                text(row, "signing_key_id")));
  }

  private static Instant instant(RowView row) {
    return EPOCH.plus(time(row), ChronoUnit.MICROS);
  }

  private static long time(RowView row) {
    return row.longValue(row.layout().find("timestamp"));
  }

  private static @Nullable String text(RowView row, String column) {
    int index = row.layout().find(column);
    return index < 0 || row.isNull(index) ? null : row.text(index);
  }

  @Test
  void a_clock_that_steps_back_is_held_and_said() {
    Instant before = Instant.parse("2026-11-20T12:00:00.000001Z");
    Linking linking =
        new Linking(
            EntryColumns.of(LegacyVectors.entriesOfV01().layout()),
            Clock.fixed(before.minusSeconds(3600), ZoneOffset.UTC));
    linking.begin(
        new LedgerEnd(
            new Head(7, Digest.sha256(new byte[] {7})), EPOCH.until(before, ChronoUnit.MICROS), 7));
    Appended appended = linking.add(new Preparation(Optional.empty()).prepare(Ledgers.draft(1)), 8);
    assertThat(appended.held()).isTrue();
    assertThat(appended.at()).isEqualTo(before);
    RowView row = new RowView(linking.columns().layout());
    row.moveTo(linking.tuples().buffer(), 0, linking.tuples().size());
    assertThat(row.longValue(linking.columns().place(EntryColumn.CREATED_AT)))
        .isEqualTo(EPOCH.until(before.minusSeconds(3600), ChronoUnit.MICROS));
  }
}
