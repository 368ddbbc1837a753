package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.canonical.JsonbObject.Range;
import org.auditledger.entry.Digest;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowView;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.LegacyVectors.Table;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Everything that the ancestor hashed comes out right, from its own tables. */
class LegacyVectorsTest {

  private final CanonicalBytes out = new CanonicalBytes();
  private final PreimageSearch search = new PreimageSearch();

  @Test
  void the_tables_are_read_as_they_are() {
    assertThat(LegacyVectors.entriesOfV01().size()).isEqualTo(120);
    assertThat(LegacyVectors.entriesOfV02().size()).isEqualTo(120);
    assertThat(LegacyVectors.entriesOfV30().size()).isEqualTo(210);
    assertThat(LegacyVectors.bufferOfV02().size()).isEqualTo(24);
    RowView row = LegacyVectors.entriesOfV01().row(0);
    int reasoning = row.layout().require("reasoning", ColumnType.TEXT);
    assertThat(row.isNull(reasoning)).isFalse();
    assertThat(row.length(reasoning)).isZero();
    assertThat(row.isNull(row.layout().require("track", ColumnType.TEXT))).isTrue();
  }

  @Test
  void every_entry_hash_of_every_era_is_the_digest_of_the_legacy_form() {
    for (Table table : LegacyVectors.ledgers()) {
      LegacyForm form = new LegacyForm(table.layout());
      for (RowView row : table.rows()) {
        out.clear();
        assertThat(form.write(row, out)).isEqualTo(FormOutcome.WRITTEN);
        assertThat(out.digest().hex()).as("%s", table).isEqualTo(text(row, "entry_hash"));
      }
    }
  }

  @Test
  void every_payload_is_the_legacy_form_byte_for_byte() {
    Table table = LegacyVectors.entriesOfV30();
    LegacyForm form = new LegacyForm(table.layout());
    int payloads = 0;
    for (String line : LegacyVectors.text("entry-payloads.jsonl").lines().toList()) {
      JsonNode vector = new ObjectMapper().readTree(line);
      out.clear();
      form.write(table.row(vector.get("sequence_number").asInt() - 1), out);
      assertThat(new String(out.toBytes(), UTF_8)).isEqualTo(vector.get("payload").asString());
      assertThat(out.digest().hex()).isEqualTo(vector.get("sha256").asString());
      payloads++;
    }
    assertThat(payloads).isEqualTo(55);
  }

  @Test
  void every_envelope_hash_has_a_preimage() {
    List<Boolean> changedByJsonb = new ArrayList<>();
    for (RowView row : signedRows()) {
      int column = row.layout().require("envelope_json", ColumnType.JSONB);
      int start = row.start(column) + 1;
      int length = row.length(column) - 1;
      Digest expected = prefixed(text(row, "envelope_hash"));
      assertThat(search.find(row.buffer(), start, length, expected)).isEqualTo(Preimage.FOUND);
      changedByJsonb.add(
          search.find(row.buffer(), start, length, expected, 1) == Preimage.NOT_EXHAUSTED);
    }
    assertThat(changedByJsonb).hasSize(90);
    assertThat(changedByJsonb.stream().filter(b -> b)).hasSize(22);
  }

  @Test
  void every_request_and_response_hash_is_the_digest_of_what_the_transcript_holds() {
    int transcripts = 0;
    for (RowView row : signedRows()) {
      int column = row.layout().require("transcript_json", ColumnType.JSONB);
      if (row.isNull(column)) {
        continue;
      }
      JsonbObject transcript =
          JsonbObject.read(row.buffer(), row.start(column) + 1, row.length(column) - 1)
              .orElseThrow();
      String request = transcript.string("request_canonical").orElseThrow();
      assertThat(Digest.sha256(request.getBytes(UTF_8)))
          .isEqualTo(prefixed(transcript.string("request_hash").orElseThrow()));
      Range response = transcript.find("response_canonical").orElseThrow();
      Digest expected = prefixed(transcript.string("response_hash").orElseThrow());
      assertThat(search.find(row.buffer(), response.offset(), response.length(), expected))
          .isEqualTo(Preimage.FOUND);
      assertThat(transcript.string("signature_hex")).hasValue(text(row, "transcript_signature"));
      transcripts++;
    }
    assertThat(transcripts).isEqualTo(81);
  }

  @Test
  void every_measurement_hash_has_a_preimage() {
    for (RowView row : LegacyVectors.bufferOfV02().rows()) {
      int column = row.layout().require("measurement", ColumnType.JSONB);
      Digest expected = Digest.ofHex(text(row, "measurement_hash"));
      int start = row.start(column) + 1;
      assertThat(search.find(row.buffer(), start, row.length(column) - 1, expected))
          .isEqualTo(Preimage.FOUND);
    }
  }

  @Test
  void every_row_of_every_era_has_a_row_form_that_is_json_of_its_columns() {
    List<Table> tables = new ArrayList<>(LegacyVectors.ledgers());
    tables.add(LegacyVectors.bufferOfV02());
    for (Table table : tables) {
      boolean buffer = table.layout().find("measurement") >= 0;
      RowForm form = buffer ? RowForm.ofBuffer(table.layout()) : RowForm.ofEntries(table.layout());
      for (RowView row : table.rows()) {
        out.clear();
        assertThat(form.write(row, out)).isEqualTo(FormOutcome.WRITTEN);
        JsonNode json = new ObjectMapper().readTree(out.toBytes());
        assertThat(json.has("schema_version")).isEqualTo(buffer);
        for (int i = 0; i < table.layout().size(); i++) {
          String name = table.layout().columns().get(i).name();
          if (!name.equals("schema_version")) {
            assertThat(json.has(name)).as("%s", name).isEqualTo(!row.isNull(i));
          }
          if (table.layout().columns().get(i).type() == ColumnType.TEXT && json.has(name)) {
            assertThat(json.get(name).asString()).isEqualTo(row.text(i));
          }
        }
      }
    }
  }

  @Test
  void a_migration_that_adds_nullable_columns_leaves_the_row_form_as_it_was() {
    Table before = LegacyVectors.entriesOfV01();
    Table after = LegacyVectors.entriesOfV30();
    RowForm formBefore = RowForm.ofEntries(before.layout());
    RowForm formAfter = RowForm.ofEntries(after.layout());
    CanonicalBytes other = new CanonicalBytes();
    for (int i = 0; i < before.size(); i++) {
      out.clear();
      other.clear();
      formBefore.write(before.row(i), out);
      formAfter.write(after.row(i), other);
      assertThat(other.toBytes()).isEqualTo(out.toBytes());
    }
  }

  private static List<RowView> signedRows() {
    return LegacyVectors.entriesOfV30().rows().stream()
        .filter(row -> !row.isNull(row.layout().require("envelope_json", ColumnType.JSONB)))
        .toList();
  }

  private static String text(RowView row, String column) {
    return row.text(row.layout().find(column));
  }

  private static Digest prefixed(String hash) {
    assertThat(hash).startsWith("sha256:");
    return Digest.ofHex(hash.substring("sha256:".length()));
  }
}
