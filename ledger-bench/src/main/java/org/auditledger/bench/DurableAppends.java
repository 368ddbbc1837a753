package org.auditledger.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * Many callers append an entry each, again and again, while a sealer runs beside them; and pgbench
 * inserts single rows into a table with the same columns and indexes, which nothing chains.
 */
record DurableAppends(String bar, ServerChoice choice, Duration length, int rounds) implements Bar {

  private static final int CALLERS = 32;
  private static final int CLIENTS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  private static final String INSERT = "insert.pgbench.sql";
  private static final String UNCHAINED =
      "create table public.unchained_entries (like public.ledger_entries including all)";
  private static final Pattern PROCESSED =
      Pattern.compile("number of transactions actually processed: ([0-9]+)");
  private static final String ACKNOWLEDGED =
      "create temporary table acknowledged"
          + " (sequence_number bigint, entry_hash char(64), asked bigint, answered bigint)";
  private static final String FIGURES =
      """
      select
        count(*) as entries,
        max(a.answered) as length,
        percentile_disc(0.5) within group (order by a.answered - a.asked) as median,
        percentile_disc(0.99) within group (order by a.answered - a.asked) as p99,
        max(a.answered - a.asked) as longest,
        count(*) - count(e.sequence_number) as lost,
        (select count(*) from audit_ledger.checkpoints) as seals
      from acknowledged a
      left join public.ledger_entries e
        on e.sequence_number = a.sequence_number and e.entry_hash = a.entry_hash
      """;

  /**
   * What callers were answered.
   *
   * @param length from the start of their process to the last answer
   * @param seals how many checkpoints there were then
   */
  record Appends(
      Duration length, long entries, Duration median, Duration p99, Duration longest, long seals) {

    double perSecond() {
      return entries / (length.toNanos() / 1e9);
    }
  }

  /** What pgbench did. */
  record Inserts(Duration length, long rows) {

    double perSecond() {
      return rows / (length.toNanos() / 1e9);
    }
  }

  record Round(Appends appends, Inserts inserts) {}

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      Round unused = round(server, "warm_up", WARM_UP);
      List<Round> results = new ArrayList<>();
      for (int i = 1; i <= rounds; i++) {
        results.add(round(server, "round_" + i, length));
      }
      return section(server.version(), results);
    }
  }

  private static Round round(BenchServer server, String database, Duration length)
      throws IOException, InterruptedException, SQLException {
    server.createLedger(database);
    Appends appends = append(server, database, length);
    Inserts inserts = insert(server, database, length);
    server.drop(database);
    return new Round(appends, inserts);
  }

  private static Appends append(BenchServer server, String database, Duration length)
      throws IOException, InterruptedException, SQLException {
    Path file = server.directory().resolve("acknowledged");
    List<String> callers =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Callers.class.getName(),
            Integer.toString(CALLERS),
            Long.toString(length.toSeconds()),
            file.toString());
    try (BesideSealer sealer = BesideSealer.start(server, database)) {
      server.checkpoint();
      server.run(callers, database);
      sealer.requireAlive();
    }
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        Reader acknowledged = Files.newBufferedReader(file)) {
      statement.execute(ACKNOWLEDGED);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy acknowledged from stdin", acknowledged);
      try (ResultSet row = statement.executeQuery(FIGURES)) {
        row.next();
        return appends(row);
      }
    }
  }

  /** A figure of entries that are not there says nothing. */
  private static Appends appends(ResultSet row) throws IOException, SQLException {
    if (row.getLong("lost") > 0) {
      throw new IOException(
          row.getLong("lost") + " acknowledged entries are not in the ledger as they were said");
    }
    return new Appends(
        Duration.ofNanos(row.getLong("length")),
        row.getLong("entries"),
        Duration.ofNanos(row.getLong("median")),
        Duration.ofNanos(row.getLong("p99")),
        Duration.ofNanos(row.getLong("longest")),
        row.getLong("seals"));
  }

  private static Inserts insert(BenchServer server, String database, Duration length)
      throws IOException, InterruptedException, SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(UNCHAINED);
    }
    Path script = server.directory().resolve(INSERT);
    try (InputStream text = DurableAppends.class.getResourceAsStream(INSERT)) {
      Files.copy(Objects.requireNonNull(text, INSERT), script, REPLACE_EXISTING);
    }
    server.checkpoint();
    Run run =
        server.run(
            List.of(
                BenchServer.program("pgbench"),
                "--no-vacuum",
                "--client=" + CLIENTS,
                "--time=" + length.toSeconds(),
                "--define=n=0",
                "--file=" + script),
            database);
    Matcher processed = PROCESSED.matcher(Files.readString(server.output()));
    if (!processed.find()) {
      throw new IOException("pgbench does not say how much it did");
    }
    return new Inserts(run.wall(), Long.parseLong(processed.group(1)));
  }

  private Section section(String server, List<Round> rounds) {
    double appends = Medians.of(rounds, round -> round.appends().perSecond());
    double inserts = Medians.of(rounds, round -> round.inserts().perSecond());
    Section.Text text =
        new Section.Text(
            bar,
            "durable appends by 32 callers, at least 1.0 x pgbench's single-row inserts into an"
                + " unchained table");
    text.line(
        """
        One entry each, and the next when that is acknowledged, for %d s from the start of the
        process, and a sealer beside them. `pgbench -c %d` inserts rows as large into a copy of the
        table, with its indexes and without its triggers. PostgreSQL %s with fsync; %d rounds in turn,
        after a warm-up. Every entry that was acknowledged was in the ledger afterwards.

        | | entries | entries/s | median | 99 %% | longest | seals | pgbench/s | ratio |
        | --: | --: | --: | --: | --: | --: | --: | --: | --: |\
        """,
        length.toSeconds(), CLIENTS, server, rounds.size());
    for (int i = 0; i < rounds.size(); i++) {
      row(text, i + 1, rounds.get(i));
    }
    text.line(
        "%nMedians: %,.0f entries/s against %,.0f rows/s, **%.2f x**.",
        appends, inserts, appends / inserts);
    return text.with(
        Map.of(
            "server", server,
            "callers", CALLERS,
            "clients", CLIENTS,
            "ratio", appends / inserts,
            "rounds", rounds));
  }

  private static void row(Section.Text text, int number, Round round) {
    Appends appends = round.appends();
    text.line(
        "| %d | %,d | %,.0f | %.2f ms | %.1f ms | %.1f ms | %d | %,.0f | %.2f |",
        number,
        appends.entries(),
        appends.perSecond(),
        millis(appends.median()),
        millis(appends.p99()),
        millis(appends.longest()),
        appends.seals(),
        round.inserts().perSecond(),
        appends.perSecond() / round.inserts().perSecond());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
