package org.auditledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.auditledger.entry.Verdict;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.TestSessions;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Entries as other programs get them, against what PostgreSQL itself makes of the same rows. */
@OnPostgres
@Template("/ancestor/v3-fresh.sql")
class ExportTest {

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
        (1, '0', 'a', 'CLEAR', '', ' ', '=1+1', null, E'a,"b"\\n\\r\\nc\\t\\\\ \\u0001\\u007f', 'llm',
         '{"n": 10000000000000000.0, "i": 123456789012345678901234567890, "z": -0.0, "s": "\\"\\n\\u0001"}',
         '2026-01-01 00:00:00.1+02'),
        (2, '0', 'b', 'FLAG', E'\\U0001F600 \\u2028\\ufeff', 'x', '-x', '', repeat('ü😀"', 9000), ' ',
         '1e400', '0001-01-01 00:00:00+00'),
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
    assertThat(text(database, ExportForm.CSV))
        .isEqualTo("\"" + header + "\"\r\n" + String.join("", csv));
    List<String> lines = text(database, ExportForm.JSONL).lines().toList();
    List<String> stored = StoredRows.json(database);
    assertThat(lines).hasSameSizeAs(stored);
    List<String> envelopes = StoredRows.envelopes(database);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(JSON.readTree(lines.get(i))).isEqualTo(JSON.readTree(stored.get(i)));
      // Numbers may be the same to who reads them, and no longer be so to who hashes them.
      assertThat(lines.get(i)).contains(envelopes.isEmpty() ? "" : envelopes.get(i));
    }
    String array = text(database, ExportForm.JSON);
    assertThat(array).isEqualTo("[\n" + String.join(",\n", lines) + "\n]\n");
    assertThat(JSON.readTree(array)).hasSize(rows);
  }

  @Test
  void a_ledger_without_entries_makes_whole_documents(TestDatabase database) throws Exception {
    assertThat(text(database, ExportForm.JSON)).isEqualTo("[\n]\n");
    assertThat(text(database, ExportForm.JSONL)).isEmpty();
    assertThat(text(database, ExportForm.CSV)).startsWith("\"id\",").endsWith("\"\r\n").hasLineCount(1);
    Exported none = export(database, request(EntryFilter.ALL, "verdict")).exported();
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
    assertThat(export(database, request).text().lines())
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
            numbered(3, 3));
    assertThat(export(database, numbers).text())
        .endsWith(
            "\"'" + "0".repeat(64) + "\",\"'" + "1e5".repeat(20) + "\",\"'2026-01-01\",\"'\t=1\"\r\n");
  }

  @Test
  void filters_let_through_what_they_say(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    assertChosen(database, numbered(3, 7), "sequence_number between 3 and 7");
    assertChosen(
        database,
        with(Optional.empty(), Set.of(Verdict.FLAG, Verdict.NULL_STALE), Set.of()),
        "verdict in ('FLAG', 'NULL_STALE')");
    String rule = database.query("select min(rule_id) from ledger_entries").get(0);
    assertChosen(
        database,
        with(Optional.empty(), Set.of(), Set.of(rule)),
        "rule_id = '" + rule + "'");
    String time =
        database
            .query(
                "select to_char(\"timestamp\" at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                    + " from ledger_entries where sequence_number = 100")
            .get(0);
    Instant end = Instant.parse(time);
    assertChosen(
        database,
        with(Optional.of(end), Set.of(), Set.of()),
        "\"timestamp\" <= '" + time + "'");
    assertChosen(
        database,
        new EntryFilter(
            5, 90, Optional.of(end.minusSeconds(86_400)), Optional.of(end),
            Set.of(Verdict.CLEAR), Set.of(), Set.of(), 4),
        "sequence_number between 5 and 90 and verdict = 'CLEAR' and \"timestamp\" <= '"
            + time
            + "' and \"timestamp\" >= timestamptz '"
            + time
            + "' - interval '1 day' order by sequence_number limit 4");
  }

  private static void assertChosen(TestDatabase database, EntryFilter filter, String sql)
      throws Exception {
    String order = sql.contains("order by") ? "" : " order by sequence_number";
    List<String> expected =
        database.query("select sequence_number from ledger_entries where " + sql + order);
    assertThat(expected).isNotEmpty().hasSizeLessThan(200);
    Made made = export(database, request(filter, "sequence_number"));
    assertThat(made.text().lines().skip(1)).as(sql).isEqualTo(expected);
    assertThat(made.exported().entries()).isEqualTo(expected.size());
    assertThat(made.exported().first()).hasValue(Long.parseLong(expected.get(0)));
    assertThat(made.exported().last())
        .hasValue(Long.parseLong(expected.get(expected.size() - 1)));
  }

  @Test
  void a_value_is_a_value_whatever_is_in_it(TestDatabase database) throws Exception {
    String[] strange = {"' or true --", "\\' or true --", "{columns}", "{limit}", "$1", "a''b\\"};
    for (int i = 0; i < strange.length; i++) {
      database.execute(
          ("insert into ledger_entries (sequence_number, previous_hash, entry_hash, verdict,"
                  + " telemetry_id, telemetry_hash, ski_model_version, rule_id) values"
                  + " (%d, '0', '%d', 'CLEAR', 't', '0', 'm', '%s')")
              .formatted(i + 1, i, strange[i].replace("'", "''")));
    }
    for (int i = 0; i < strange.length; i++) {
      EntryFilter filter = with(Optional.empty(), Set.of(), Set.of(strange[i]));
      assertThat(export(database, request(filter, "sequence_number")).text().lines().skip(1))
          .as(strange[i])
          .containsExactly(String.valueOf(i + 1));
    }
  }

  @Test
  void what_is_missing_is_counted_where_all_must_be_there(TestDatabase database)
      throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    assertThat(missing(database, EntryFilter.ALL)).hasValue(0);
    database.execute(
        "alter table ledger_entries disable trigger user;"
            + "delete from ledger_entries where sequence_number in (1, 5, 6, 9)");
    assertThat(missing(database, EntryFilter.ALL)).hasValue(4);
    assertThat(missing(database, numbered(2, 5))).hasValue(1);
    assertThat(missing(database, numbered(7, 8))).hasValue(0);
    EntryFilter limited =
        new EntryFilter(
            2, Long.MAX_VALUE, Optional.empty(), Optional.empty(),
            Set.of(), Set.of(), Set.of(), 4);
    assertThat(missing(database, limited)).hasValue(2);
    assertThat(missing(database, with(Optional.empty(), Set.of(Verdict.FLAG), Set.of()))).isEmpty();
    database.execute("update ledger_entries set entry_hash = 'x' where sequence_number = 150");
    database.execute("delete from ledger_entries where sequence_number > 150");
    assertThat(missing(database, EntryFilter.ALL)).hasValue(4);
  }

  private static OptionalLong missing(TestDatabase database, EntryFilter filter)
      throws IOException {
    return export(database, request(filter, "verdict")).exported().missing();
  }

  @Test
  void what_is_not_there_is_refused_before_a_byte_is_written(TestDatabase database)
      throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    refused(database, request(EntryFilter.ALL, "verdict", "x\" from y"), "telemetry_id, ");
    refused(database, request(EntryFilter.ALL, ""), "no entry has a field \"\"");
    refused(database, request(numbered(100_000, 200_000), "verdict"), "the ledger ends with entry");
    database.execute("alter table ledger_entries rename to entries");
    refused(database, request(EntryFilter.ALL, "verdict"), "there is no ledger here");
  }

  private static void refused(TestDatabase database, ExportRequest request, String said) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> made(database.dsn(), request).write(out))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(said);
    assertThat(out.size()).isZero();
  }

  @Test
  void who_may_select_may_export_and_nobody_else(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    String role = "exporter_" + database.name();
    database.execute("create role " + role + " login password 'x'");
    try {
      String dsn =
          database.dsn().replace(database.user() + ":" + database.password() + "@", role + ":x@");
      Export export = made(dsn, request(EntryFilter.ALL, "verdict"));
      assertThatThrownBy(() -> export.write(OutputStream.nullOutputStream()))
          .isInstanceOf(DatabaseException.class);
      database.execute("grant select on ledger_entries to " + role);
      assertThat(export.write(OutputStream.nullOutputStream()).entries()).isPositive();
    } finally {
      database.execute("drop owned by " + role + "; drop role " + role);
    }
  }

  @Test
  void what_cannot_be_written_is_said_as_it_is(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    IOException full = new IOException("no space");
    for (ExportForm form : ExportForm.values()) {
      OutputStream out =
          new OutputStream() {
            private int room = 10_000;

            @Override
            public void write(int b) throws IOException {
              if (room-- == 0) {
                throw full;
              }
            }
          };
      Export export =
          made(database.dsn(), new ExportRequest(form, Optional.empty(), EntryFilter.ALL));
      assertThatThrownBy(() -> export.write(out)).as("%s", form).isSameAs(full);
    }
  }

  @Test
  void it_is_told_how_far_it_has_come(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    List<String> told = new ArrayList<>();
    for (EntryFilter filter :
        List.of(numbered(11, 60), with(Optional.empty(), Set.of(Verdict.FLAG), Set.of()))) {
      Exported unused =
          new Export(
                  TestSessions.server(database),
                  request(filter, "verdict"),
                  (done, all) -> told.add(done + " of " + all))
              .write(OutputStream.nullOutputStream());
    }
    String flags =
        database.query("select count(*) from ledger_entries where verdict = 'FLAG'").get(0);
    assertThat(told).containsExactly("50 of 50", flags + " of 0");
  }

  private record Made(Exported exported, String text) {}

  private static String text(TestDatabase database, ExportForm form) throws IOException {
    return export(database, new ExportRequest(form, Optional.empty(), EntryFilter.ALL)).text();
  }

  private static Made export(TestDatabase database, ExportRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exported exported = made(database.dsn(), request).write(out);
    return new Made(exported, out.toString(StandardCharsets.UTF_8));
  }

  private static Export made(String dsn, ExportRequest request) {
    return new Export(TestSessions.server(dsn), request, (done, all) -> {});
  }

  private static ExportRequest request(EntryFilter filter, String... fields) {
    return new ExportRequest(ExportForm.CSV, Optional.of(List.of(fields)), filter);
  }

  private static EntryFilter numbered(long first, long last) {
    return new EntryFilter(
        first, last, Optional.empty(), Optional.empty(),
        Set.of(), Set.of(), Set.of(), Long.MAX_VALUE);
  }

  private static EntryFilter with(
      Optional<Instant> until, Set<Verdict> verdicts, Set<String> rules) {
    return new EntryFilter(
        1, Long.MAX_VALUE, Optional.empty(), until, verdicts, rules, Set.of(), Long.MAX_VALUE);
  }
}
