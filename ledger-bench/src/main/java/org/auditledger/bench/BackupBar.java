package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auditledger.bench.Contest.Contestant;

/**
 * Backs up a ledger, verified while it is written and then read back; and pg_dump writes the same
 * database to a file, and verifies nothing.
 */
record BackupBar(String bar, ServerChoice choice, int rows, int rounds) implements Bar {

  private static final String DUMP = "dump";

  /** What was measured, and how large the file was that the command wrote. */
  record Result(Medians medians, long bytes) {}

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      final DumpPrograms programs = DumpPrograms.atLeast(server.major());
      FilledLedger ledger = FilledLedger.create(server, "backed_up");
      ledger.append(1, rows);
      ledger.seal();
      List<Contestant> contestants = contestants(programs);
      Map<List<String>, Long> sizes = new HashMap<>();
      List<Medians> medians =
          Contest.medians(contestants, rounds, command -> run(ledger, command, sizes));
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < medians.size(); i++) {
        List<String> command = contestants.get(i).command();
        results.add(new Result(medians.get(i), Objects.requireNonNull(sizes.get(command))));
      }
      return section(server.version(), programs, results);
    }
  }

  private static List<Contestant> contestants(DumpPrograms programs) {
    String file = "{directory}/" + DUMP;
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(FilledLedger.contestant("audit-ledger backup", FilledLedger.BACKUP));
    contestants.add(new Contestant("pg_dump -Fc", programs.dump(file)));
    if (programs.canCompressWithZstd()) {
      contestants.add(
          new Contestant("pg_dump -Fc -Z zstd:1", programs.dump(file, "--compress=zstd:1")));
    }
    return contestants;
  }

  /** Each writes a new file: a backup never writes over one. */
  private static Run run(FilledLedger ledger, List<String> command, Map<List<String>, Long> sizes)
      throws IOException, InterruptedException {
    Run run = ledger.measure(command);
    for (Path file : List.of(ledger.backup(), ledger.backup().resolveSibling(DUMP))) {
      if (Files.exists(file)) {
        sizes.put(command, Files.size(file));
        Files.delete(file);
      }
    }
    return run;
  }

  private Section section(String server, DumpPrograms programs, List<Result> results) {
    double seconds = results.get(0).medians().seconds();
    Section.Text text =
        new Section.Text(
            bar, "backup, at most 0.6 x pg_dump -Fc, and 1.75 x pg_dump -Fc -Z zstd:1");
    text.line(
        """
        %,d sealed rows with about 300 bytes of text each; PostgreSQL %s, pg_dump of %d. Medians of %d
        runs in turn, after a warm-up. A backup is verified while it is written, signed, and read back;
        pg_dump verifies nothing.

        | command | wall | cpu | peak memory | file | backup against it |
        | --- | ---: | ---: | ---: | ---: | ---: |\
        """,
        rows, server, programs.major(), rounds);
    for (Result result : results) {
      text.line(
          "%s %.0f MB | %.2f |",
          result.medians().cells(), result.bytes() / 1e6, seconds / result.medians().seconds());
    }
    text.line(
        "\n%,.0f rows/s, **%.2f x** as long as pg_dump -Fc.",
        rows / seconds, seconds / results.get(1).medians().seconds());
    if (!programs.canCompressWithZstd()) {
      text.line(
          "\nNot measured: pg_dump -Z zstd:1, which that of PostgreSQL %d cannot do; 16 can.",
          programs.major());
    }
    return text.with(Map.of("server", server, "rows", rows, "commands", results));
  }
}
