package org.auditledger.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file of entries is appended and sealed, and psql copies the very same rows into another empty
 * ledger under the same guards: what a writer and a sealer do costs so much more.
 */
record BulkAppend(String bar, ServerChoice choice, int rows, int rounds) implements Bar {

  private static final String LINES = "entries.jsonl";
  private static final String ROWS = "entries.copy";

  private static final List<String> APPEND =
      List.of("./audit-ledger", "append", "{directory}/" + LINES, "--ledger-db", "{dsn}");
  private static final List<String> SEAL =
      List.of(
          "./audit-ledger checkpoint create --ledger-db {dsn} --signing-key {key}".split(" ", -1));
  private static final String COPY_OUT =
      "\\copy (select * from public.ledger_entries order by sequence_number) to"
          + " '{directory}/"
          + ROWS
          + "'";
  private static final String COPY_IN =
      "\\copy public.ledger_entries from '{directory}/" + ROWS + "'";

  /** The commands of one round. */
  private record Round(Run append, Run seal, Run copy) {

    Run appendAndSeal() {
      return append.then(seal);
    }
  }

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      writeLines(server.directory().resolve(LINES));
      List<Round> results = new ArrayList<>();
      // The first round warms up, and makes the rows that psql copies.
      for (int i = 0; i <= rounds; i++) {
        Round round = round(server, "round_" + i);
        if (i > 0) {
          results.add(round);
        }
      }
      return section(server.version(), results);
    }
  }

  private void writeLines(Path file) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int n = 1; n <= rows; n++) {
        lines.write(BenchEntry.line(n));
        lines.write('\n');
      }
    }
  }

  private Round round(BenchServer server, String name)
      throws IOException, InterruptedException, SQLException {
    String appended = name + "_appended";
    server.createLedger(appended);
    final Run append = measure(server, APPEND, appended);
    final Run seal = measure(server, SEAL, appended);
    requireAll(server, appended);
    if (Files.notExists(server.directory().resolve(ROWS))) {
      Run unused = measure(server, psql(COPY_OUT), appended);
    }
    server.drop(appended);

    String copied = name + "_copied";
    server.createLedger(copied);
    final Run copy = measure(server, psql(COPY_IN), copied);
    requireAll(server, copied);
    server.drop(copied);
    return new Round(append, seal, copy);
  }

  private static List<String> psql(String command) throws IOException {
    return List.of(BenchServer.program("psql"), "--no-psqlrc", "--command", command);
  }

  /** What earlier commands left to be written to the disk is no burden of this one's. */
  private static Run measure(BenchServer server, List<String> command, String database)
      throws IOException, InterruptedException, SQLException {
    List<String> words = server.filledIn(command, database);
    server.checkpoint();
    return server.run(words, database);
  }

  private void requireAll(BenchServer server, String database) throws IOException, SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from public.ledger_entries")) {
      row.next();
      if (row.getLong(1) != rows) {
        throw new IOException(database + " has " + row.getLong(1) + " entries, and not " + rows);
      }
    }
  }

  private Section section(String server, List<Round> results) {
    Medians append = Medians.of("append", results.stream().map(Round::append).toList());
    Medians seal = Medians.of("checkpoint create", results.stream().map(Round::seal).toList());
    Medians both =
        Medians.of("append and seal", results.stream().map(Round::appendAndSeal).toList());
    Medians copy = Medians.of("psql \\copy", results.stream().map(Round::copy).toList());
    double ratio = copy.seconds() / both.seconds();
    Section.Text text =
        new Section.Text(
            bar, "append from JSON Lines and seal, at least 0.6 x the speed of psql's COPY IN");
    text.line(
        """
        %,d unsigned rows with about 300 bytes of text each; PostgreSQL %s with fsync. Medians of %d
        rounds in turn, after a warm-up, each into an empty ledger with its guards on. psql copies
        the very rows that an append made, from a file.

        | command | wall | cpu | peak memory | rows/s |
        | --- | ---: | ---: | ---: | ---: |\
        """,
        rows, server, results.size());
    for (Medians own : List.of(append, seal, both, copy)) {
      text.line("%s %.0f |", own.cells(), rows / own.seconds());
    }
    text.line("\n**%.2f x** the speed of psql's COPY IN.", ratio);
    return text.with(Map.of("server", server, "rows", rows, "ratio", ratio, "rounds", results));
  }
}
