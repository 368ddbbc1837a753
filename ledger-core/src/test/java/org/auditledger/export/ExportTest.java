package org.auditledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

/** Those entries come out that were asked for, and it is said when they cannot. */
@OnPostgres
@Template("/ancestor/v3-fresh.sql")
class ExportTest {

  @Test
  void filters_let_through_what_they_say(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    assertChosen(database, Made.numbered(3, 7), "sequence_number between 3 and 7");
    assertChosen(
        database,
        with(Optional.empty(), Set.of(Verdict.FLAG, Verdict.NULL_STALE), Set.of()),
        "verdict in ('FLAG', 'NULL_STALE')");
    String rule = database.query("select min(rule_id) from ledger_entries").get(0);
    assertChosen(
        database, with(Optional.empty(), Set.of(), Set.of(rule)), "rule_id = '" + rule + "'");
    String time =
        database
            .query(
                "select to_char(\"timestamp\" at time zone 'UTC',"
                    + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from ledger_entries where"
                    + " sequence_number = 100")
            .get(0);
    Instant end = Instant.parse(time);
    assertChosen(
        database, with(Optional.of(end), Set.of(), Set.of()), "\"timestamp\" <= '" + time + "'");
    assertChosen(
        database,
        new EntryFilter(
            5,
            90,
            Optional.of(end.minusSeconds(86_400)),
            Optional.of(end),
            Set.of(Verdict.CLEAR),
            Set.of(),
            Set.of(),
            4),
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
    Made made = Made.of(database, Made.request(filter, "sequence_number"));
    assertThat(made.text().lines().skip(1)).as(sql).isEqualTo(expected);
    assertThat(made.exported().entries()).isEqualTo(expected.size());
    assertThat(made.exported().first()).hasValue(Long.parseLong(expected.get(0)));
    assertThat(made.exported().last()).hasValue(Long.parseLong(expected.get(expected.size() - 1)));
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
      assertThat(Made.of(database, Made.request(filter, "sequence_number")).text().lines().skip(1))
          .as(strange[i])
          .containsExactly(String.valueOf(i + 1));
    }
  }

  @Test
  void what_is_missing_is_counted_where_all_must_be_there(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    assertThat(missing(database, EntryFilter.ALL)).hasValue(0);
    database.execute(
        "alter table ledger_entries disable trigger user;"
            + "delete from ledger_entries where sequence_number in (1, 5, 6, 9)");
    assertThat(missing(database, EntryFilter.ALL)).hasValue(4);
    assertThat(missing(database, Made.numbered(2, 5))).hasValue(1);
    assertThat(missing(database, Made.numbered(7, 8))).hasValue(0);
    EntryFilter limited =
        new EntryFilter(
            2, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Set.of(), Set.of(), Set.of(), 4);
    assertThat(missing(database, limited)).hasValue(2);
    assertThat(missing(database, with(Optional.empty(), Set.of(Verdict.FLAG), Set.of()))).isEmpty();
    database.execute("update ledger_entries set entry_hash = 'x' where sequence_number = 150");
    database.execute("delete from ledger_entries where sequence_number > 150");
    assertThat(missing(database, EntryFilter.ALL)).hasValue(4);
  }

  private static OptionalLong missing(TestDatabase database, EntryFilter filter)
      throws IOException {
    return Made.of(database, Made.request(filter, "verdict")).exported().missing();
  }

  @Test
  void what_is_not_there_is_refused_before_a_byte_is_written(TestDatabase database)
      throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    refused(database, Made.request(EntryFilter.ALL, "verdict", "x\" from y"), "telemetry_id, ");
    refused(database, Made.request(EntryFilter.ALL, ""), "no entry has a field \"\"");
    ExportRequest beyond = Made.request(Made.numbered(100_000, 200_000), "verdict");
    refused(database, beyond, "the ledger ends with entry");
    database.execute("alter table ledger_entries rename to entries");
    refused(database, Made.request(EntryFilter.ALL, "verdict"), "there is no ledger here");
  }

  private static void refused(TestDatabase database, ExportRequest request, String said) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> Made.export(database.dsn(), request).write(out))
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
      Export export = Made.export(dsn, Made.request(EntryFilter.ALL, "verdict"));
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
          Made.export(database.dsn(), new ExportRequest(form, Optional.empty(), EntryFilter.ALL));
      assertThatThrownBy(() -> export.write(out)).as("%s", form).isSameAs(full);
    }
  }

  @Test
  void it_is_told_how_far_it_has_come(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    List<String> told = new ArrayList<>();
    for (EntryFilter filter :
        List.of(Made.numbered(11, 60), with(Optional.empty(), Set.of(Verdict.FLAG), Set.of()))) {
      Exported unused =
          new Export(
                  TestSessions.server(database),
                  Made.request(filter, "verdict"),
                  (done, all) -> told.add(done + " of " + all))
              .write(OutputStream.nullOutputStream());
    }
    String flags =
        database.query("select count(*) from ledger_entries where verdict = 'FLAG'").get(0);
    assertThat(told).containsExactly("50 of 50", flags + " of 0");
  }

  private static EntryFilter with(
      Optional<Instant> until, Set<Verdict> verdicts, Set<String> rules) {
    return new EntryFilter(
        1, Long.MAX_VALUE, Optional.empty(), until, verdicts, rules, Set.of(), Long.MAX_VALUE);
  }
}
