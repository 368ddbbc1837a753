package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.cli.html.Shown;
import org.auditledger.entry.Digest;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page says what verify says, and is harmless whatever stands in the ledger. */
@OnPostgres
class ReportCommandTest {

  /** Ends every context of a page that text can stand in, and hides. */
  private static final String HOSTILE =
      "</title></style></svg><script>alert(1)</script><img src=x onerror='alert(2)'>\"'`=&amp;&#60;"
          + "\u0001\t\r\n\u202E\u2066\u200B\uFEFF😀\\u{3C}{{title}}{{{style}}}]]>-->";

  @TempDir private Path directory;
  private int files;

  private Path file() {
    return directory.resolve("page-" + files++ + ".html");
  }

  private ReportPage page(SealedTestLedger ledger, ExitCode exit, String... options)
      throws Exception {
    Path file = file();
    List<String> words = new ArrayList<>(List.of("report", "--output", file.toString()));
    words.addAll(List.of(options));
    CommandLineRun run = ledger.run(words.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run).isEqualTo(exit.code());
    ReportPage page = ReportPage.read(file);
    assertThat(page.text(".conclusion p"))
        .isEqualToIgnoringCase(VerifyRuns.last(run.stdout()) + ".");
    return page;
  }

  @Test
  void it_says_of_a_ledger_what_verify_says_and_counts_what_is_in_the_period(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    // One each second from 00:00:01 on.
    ledger.append(300);
    String anchor = VerifyRuns.anchor(ledger);
    ledger.append(10);
    String verified = VerifyRuns.last(ledger.text("verify", "--anchor", anchor));
    ReportPage page = page(ledger, ExitCode.DONE, "--anchor", anchor, "--organization", "Acme");
    assertThat(page.text("h1")).isEqualTo("Acme");
    assertThat(page.text(".conclusion p")).isEqualToIgnoringCase(verified + ".");
    assertThat(page.texts("td.verdict")).hasSize(4).allMatch("✓ pass"::equals);
    assertThat(page.text("#entries ~ ul li:first-child"))
        .startsWith("310 of the ledger's 310 entries are in the period: the first is of");
    assertThat(page.texts("#entries ~ ul li"))
        .contains("10 of the ledger's entries, the newest, are not sealed yet.");
    assertThat(page.rows("Entries in the period by hour"))
        .hasSize(1)
        .allMatch(row -> row.startsWith("2026-11-20 00:00 ") && row.endsWith(" 310"));
    assertThat(page.texts("svg"))
        .hasSize(page.rows("Entries with the verdict FLAG").isEmpty() ? 2 : 3);
    assertThat(page.texts(".timeline p bdi")).contains("The ledger begins");

    // Both ends are meant as people mean them.
    ReportPage second =
        page(
            ledger,
            ExitCode.DONE,
            "--start-date=2026-11-20T00:01:00Z",
            "--end-date",
            "2026-11-20T00:01:09Z");
    assertThat(second.text("#entries ~ ul li:first-child")).startsWith("10 of the ledger's 310");
    ReportPage day =
        page(ledger, ExitCode.DONE, "--start-date=2026-11-20", "--end-date=2026-11-20");
    assertThat(day.text("#entries ~ ul li:first-child")).startsWith("310 of the ledger's 310");
    ReportPage before = page(ledger, ExitCode.DONE, "--end-date=2026-11-19");
    assertThat(before.text("#entries ~ ul li:first-child")).startsWith("0 of the ledger's 310");
    assertThat(before.texts("svg")).isEmpty();
    assertThat(before.texts("td.verdict")).allMatch("✓ pass"::equals);
  }

  @Test
  void a_backup_gives_the_same_figures_and_needs_no_server(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(500);
    String anchor = VerifyRuns.anchor(ledger);
    Path backup = directory.resolve("a.backup");
    assertThat(ledger.text("backup", "--output", backup.toString())).contains("500 entries");
    ReportPage live = page(ledger, ExitCode.DONE, "--anchor", anchor);
    ledger.runs().with("LEDGER_DSN", "");
    ReportPage page =
        page(ledger, ExitCode.DONE, "--anchor", anchor, "--backup", backup.toString());
    assertThat(page.rows("Entries in the period")).isEqualTo(live.rows("Entries in the period"));
    assertThat(page.texts("#evidence ~ dl bdi")).anyMatch(said -> said.contains("a.backup"));
  }

  @Test
  void an_empty_ledger_and_one_entry_are_told_as_what_they_are(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ReportPage none = page(ledger, ExitCode.DONE);
    assertThat(none.texts("svg")).isEmpty();
    assertThat(none.text("#entries ~ p.none")).startsWith("No entry is in this period");
    ledger.append(1);
    ReportPage one = page(ledger, ExitCode.DONE);
    assertThat(one.text("#entries ~ ul li:first-child"))
        .startsWith("1 of the ledger's 1 entry is in the period");
  }

  @Test
  void what_is_wrong_is_told_and_ends_as_verify_ends(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(60);
    ledger.runs().with("AUDIT_LEDGER_TRUST", "");
    assertThat(page(ledger, ExitCode.NOT_ALL_CHECKED, "--strict").texts("td.verdict"))
        .contains("– not checked");
    VerifyRuns.forge(ledger, "update public.ledger_entries set reasoning = 'f'");
    ReportPage page = page(ledger, ExitCode.CHAIN_BROKEN, "--max-findings", "3");
    assertThat(page.texts("td.verdict")).contains("✗ FAIL, 60 findings");
    assertThat(page.text(".conclusion h2")).isEqualTo("60 findings");
    assertThat(page.texts(".finding h3")).containsExactly("chain: ENTRY_HASH_WRONG");
    assertThat(page.texts(".finding li")).hasSize(3);
    assertThat(page.document().text()).contains("chain: 57 more, which are counted");
    // Rows that lie in an order in which nobody appends are read twice, and counted once.
    VerifyRuns.forge(
        ledger,
        "alter table public.ledger_entries drop constraint ledger_entries_sequence_number_key;"
            + "update public.ledger_entries set sequence_number = 2 where sequence_number = 3");
    assertThat(page(ledger, ExitCode.CHAIN_BROKEN).text("#entries ~ ul li:first-child"))
        .startsWith("60 of the ledger's 60");
  }

  @Test
  void whatever_stands_in_a_ledger_is_text_on_the_page(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(60);
    String reason = HOSTILE.replaceAll("[\\u0001\\t\\r\\n]", "");
    CommandLineRun hold =
        ledger.run("retention", "hold", "case-1", "--reason", reason, "--to", "2000-01-01");
    assertThat(hold.exit()).as("%s", hold).isZero();
    List<String> columns = defaceEveryColumn(database);
    assertThat(columns).contains("verdict", "rule_id", "transcript_json");
    database.execute(
        "create table public."
            + quoted("<b>\"'&p")
            + " partition of public.telemetry_buffer for values from ('2001-01-01') to"
            + " ('2001-01-02')");
    ReportPage page = page(ledger, ExitCode.CHAIN_BROKEN, "--organization", HOSTILE);
    assertThat(Shown.read(page.text("h1"))).isEqualTo(HOSTILE);
    assertThat(page.texts("#rules ~ table th bdi code").stream().map(Shown::read))
        .anyMatch(shown -> HOSTILE.startsWith(shown) && shown.contains("<script>alert(1)"));
    assertThat(page.texts(".timeline p bdi").stream().map(Shown::read))
        .contains("Hold case-1 is placed: " + reason);
    assertThat(page.texts(".finding li")).anyMatch(said -> said.contains("<b>"));
    assertThat(page.texts("svg text").stream().map(Shown::read))
        .anyMatch(shown -> shown.startsWith("</title></style>"));
  }

  /** What is text in some way: all of it, each column in a row of its own; as flags by rules. */
  private static List<String> defaceEveryColumn(TestDatabase database) throws SQLException {
    List<String> columns =
        database.query(
            "select attname from pg_attribute where attrelid = 'public.ledger_entries'::regclass"
                + " and attnum > 0 and not attisdropped"
                + " and atttypid in ('text'::regtype, 'bpchar'::regtype, 'jsonb'::regtype)"
                + " order by attnum");
    List<String> statements = new ArrayList<>();
    statements.add("alter table public.ledger_entries disable trigger all");
    for (String check :
        database.query(
            "select conname from pg_constraint where contype = 'c'"
                + " and conrelid = 'public.ledger_entries'::regclass")) {
      statements.add("alter table public.ledger_entries drop constraint " + quoted(check));
    }
    for (int i = 0; i < columns.size(); i++) {
      statements.add(
          "update public.ledger_entries set "
              + columns.get(i)
              + " = "
              + hostile(database, columns.get(i))
              + " where sequence_number = "
              + (i + 1));
    }
    statements.add(
        "update public.ledger_entries set verdict = 'FLAG', rule_id = "
            + literal(HOSTILE)
            + " where sequence_number > 40");
    database.execute(String.join(";", statements));
    return columns;
  }

  private static String hostile(TestDatabase database, String column) throws SQLException {
    String type =
        database
            .query(
                "select atttypid::regtype::text from pg_attribute where attname = '"
                    + column
                    + "' and attrelid = 'public.ledger_entries'::regclass")
            .get(0);
    return switch (type) {
      case "jsonb" -> "to_jsonb(" + literal(HOSTILE) + "::text)";
      case "text" -> literal(HOSTILE);
      default -> literal(HOSTILE.substring(0, 60));
    };
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Test
  void a_name_of_megabytes_and_hundreds_of_rules_have_room_on_a_page(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(500);
    database.execute(
        "alter table public.ledger_entries disable trigger all;"
            + "drop index public.idx_ledger_rule_id;"
            + "update public.ledger_entries set verdict = 'FLAG', rule_id = case"
            + " when sequence_number < 4 then repeat('rule ', 1048576)"
            + " when sequence_number < 6 then '' when sequence_number > 6 then 'R-' ||"
            + " sequence_number end");
    Path file = file();
    CommandLineRun run = ledger.run("report", "--output", file.toString());
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.CHAIN_BROKEN.code());
    assertThat(Files.size(file)).isLessThan(200_000);
    List<String> rules = ReportPage.read(file).rows("Entries with the verdict FLAG");
    assertThat(rules).hasSize(21);
    assertThat(rules.get(0))
        .startsWith("rule rule")
        .contains("5.2 MB in all, SHA-256")
        .contains(" 3 ");
    assertThat(rules.get(1)).startsWith("an empty name 2 0.4 %");
    assertThat(rules.get(20)).startsWith("477 others 477 95.4 %");
  }

  @Test
  void what_could_not_be_written_is_refused_before_anything_is_read(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    MigrateRuns runs = ledger.runs();
    Path there = Files.writeString(directory.resolve("there.html"), "kept");
    runs.refuses(
        ExitCode.REFUSED,
        ledger.run("report", "--output", there.toString()),
        "there.html cannot be made",
        "there is a file of this name, and no report is ever written over");
    assertThat(there).hasContent("kept");
    runs.refuses(
        ExitCode.REFUSED,
        ledger.run("report", "--output", directory.resolve("no/page.html").toString()),
        "there is no such directory");
    runs.refuses(ExitCode.USAGE, ledger.run("report"), "--output FILE");
    String page = file().toString();
    runs.refuses(
        ExitCode.USAGE,
        ledger.run("report", "--output", page, "--start-date=2026-11-02", "--end-date=2026-11-01"),
        "--end-date is before --start-date");
    runs.refuses(
        ExitCode.USAGE,
        ledger.run("report", "--output", page, "--start-date=yesterday"),
        "'yesterday' is no time, such as 2026-06-01");
    runs.refuses(
        ExitCode.USAGE,
        ledger.run("report", "--output", page, "--max-findings=-1"),
        "--max-findings is 0 to");
    runs.with("LEDGER_DSN", database.dsn().replace(database.name(), "nowhere"));
    runs.refuses(ExitCode.DATABASE, ledger.run("report", "--output", page), "nowhere");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.contains(".partial"));
    }
    assertThat(Path.of(page)).doesNotExist();
  }

  @Test
  void programs_are_told_where_it_is_and_what_it_says(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(3);
    Path file = file();
    JsonNode json =
        ledger.json("report", "--output", file.toString(), "--start-date", "2026-11-20");
    assertThat(json.get("file").asString()).isEqualTo(file.toString());
    assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(json.get("sha256").asString())
        .isEqualTo(Digest.sha256(Files.readAllBytes(file)).hex());
    assertThat(json.get("from").asString()).isEqualTo("2026-11-20T00:00:00Z");
    assertThat(json.get("to").isNull()).isTrue();
    assertThat(json.get("counted").asLong()).isEqualTo(3);
  }
}
