package org.auditledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Entries as other programs get them, against what PostgreSQL itself makes of the same rows. */
@OnPostgres
@Template("/ancestor/v3-fresh.sql")
class ExportFormTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  @Template("/ancestor/v0.1.sql")
  void entries_of_the_first_era_are_as_postgresql_has_them(TestDatabase database) throws Exception {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    assertAsStored(database, 120);
  }

  @Test
  void entries_with_envelopes_and_transcripts_are_as_postgresql_has_them(TestDatabase database)
      throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    assertAsStored(database, StoredRows.csv(database).size());
  }

  @Test
  void no_value_is_too_strange(TestDatabase database) throws Exception {
    insertStrange(database);
    assertAsStored(database, 5);
  }

  private static void insertStrange(TestDatabase database) throws SQLException {
    database.execute(
        """
        insert into ledger_entries (sequence_number, previous_hash, entry_hash, verdict,
          telemetry_id, telemetry_hash, ski_model_version, rule_id, reasoning, track,
          envelope_json, "timestamp")
        values
        (1, '0', 'a', 'CLEAR', '', ' ', '=1+1', null,
         E'a,"b"\\n\\r\\nc\\t\\\\ \\u0001\\u007f', 'llm',
         '{"n": 10000000000000000.0, "i": 123456789012345678901234567890,
           "z": -0.0, "s": "\\"\\n\\u0001"}',
         '2026-01-01 00:00:00.1+02'),
        (2, '0', 'b', 'FLAG', E'\\U0001F600 \\u2028\\ufeff', 'x', '-x', '', repeat('ü😀"', 9000),
         ' ', '1e400', '0001-01-01 00:00:00+00'),
        (9007199254740993, '0', 'c', 'FLAG', '\\.', 'x', '@x', ' lead', E'\\rx', E'\\t',
         '"a string"', '9999-12-31 23:59:59.999999+00'),
        (9007199254740994, '0', 'd', 'FLAG', '#x', 'x', '''x', 'trail ', E'\\n', 'null',
         'null', '2026-01-01'),
        (9223372036854775807, '0', 'e', 'FLAG', 'x', 'x', 'x', 'x', 'x', 'x', '[]', '2026-01-01')
        """);
  }

  private static void assertAsStored(TestDatabase database, int rows) throws Exception {
    List<String> csv = StoredRows.csv(database);
    assertThat(csv).hasSize(rows);
    String header = String.join("\",\"", StoredRows.columns(database));
    assertThat(Made.text(database, ExportForm.CSV))
        .isEqualTo("\"" + header + "\"\r\n" + String.join("", csv));
    List<String> lines = Made.text(database, ExportForm.JSONL).lines().toList();
    List<String> stored = StoredRows.json(database);
    assertThat(lines).hasSameSizeAs(stored);
    List<String> envelopes = StoredRows.envelopes(database);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(JSON.readTree(lines.get(i))).isEqualTo(JSON.readTree(stored.get(i)));
      // Numbers may be the same to who reads them, and no longer be so to who hashes them.
      assertThat(lines.get(i)).contains(envelopes.isEmpty() ? "" : envelopes.get(i));
    }
    String array = Made.text(database, ExportForm.JSON);
    assertThat(array).isEqualTo("[\n" + String.join(",\n", lines) + "\n]\n");
    assertThat(JSON.readTree(array)).hasSize(rows);
  }

  @Test
  void a_ledger_without_entries_makes_whole_documents(TestDatabase database) throws Exception {
    assertThat(Made.text(database, ExportForm.JSON)).isEqualTo("[\n]\n");
    assertThat(Made.text(database, ExportForm.JSONL)).isEmpty();
    assertThat(Made.text(database, ExportForm.CSV))
        .startsWith("\"id\",")
        .endsWith("\"\r\n")
        .hasLineCount(1);
    Exported none = Made.of(database, Made.request(EntryFilter.ALL, "verdict")).exported();
    assertThat(none.entries()).isZero();
    assertThat(none.first()).isEmpty();
    assertThat(none.missing()).hasValue(0);
    assertThat(none.head().orElseThrow().sequence()).isZero();
  }

  @Test
  void for_spreadsheets_text_stays_text_and_can_be_had_back(TestDatabase database)
      throws Exception {
    insertStrange(database);
    ExportRequest request =
        new ExportRequest(
            ExportForm.SPREADSHEET,
            Optional.of(List.of("sequence_number", "ski_model_version", "rule_id", "timestamp")),
            EntryFilter.ALL);
    assertThat(Made.of(database, request).text().lines())
        .containsExactly(
            "\ufeff\"sequence_number\",\"ski_model_version\",\"rule_id\",\"timestamp\"",
            "1,\"'=1+1\",,\"2025-12-31T22:00:00.100000Z\"",
            "2,\"'-x\",\"\",\"0001-01-01T00:00:00.000000Z\"",
            "9007199254740993,\"'@x\",\" lead\",\"9999-12-31T23:59:59.999999Z\"",
            "9007199254740994,\"''x\",\"trail \",\"2026-01-01T00:00:00.000000Z\"",
            "9223372036854775807,\"x\",\"x\",\"2026-01-01T00:00:00.000000Z\"");
    database.execute(
        """
        insert into ledger_entries (sequence_number, previous_hash, entry_hash, verdict,
          telemetry_id, telemetry_hash, ski_model_version, reasoning)
        values (3, repeat('0', 64), repeat('1e5', 20), 'CLEAR', '2026-01-01', 'x', 'x', E'\\t=1')
        """);
    ExportRequest numbers =
        new ExportRequest(
            ExportForm.SPREADSHEET,
            Optional.of(List.of("previous_hash", "entry_hash", "telemetry_id", "reasoning")),
            Made.numbered(3, 3));
    assertThat(Made.of(database, numbers).text())
        .endsWith(
            "\"'"
                + "0".repeat(64)
                + "\",\"'"
                + "1e5".repeat(20)
                + "\",\"'2026-01-01\",\"'\t=1\"\r\n");
  }
}
