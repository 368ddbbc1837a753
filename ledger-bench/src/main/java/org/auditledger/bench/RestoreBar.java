package org.auditledger.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.auditledger.bench.Contest.Contestant;

/**
 * Restores a backup into an empty database, and verifies it there; and pg_restore brings back the
 * same ledger from a dump, and verifies nothing.
 */
record RestoreBar(String bar, ServerChoice choice, int rows, int rounds) implements Bar {

  private static final String LEDGER = "backed_up";
  private static final String TARGET = "restored";
  private static final String DUMP = "{directory}/dump";

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      final DumpPrograms programs = DumpPrograms.atLeast(server.major());
      FilledLedger ledger = FilledLedger.create(server, LEDGER);
      ledger.append(1, rows);
      ledger.seal();
      ledger.anchor();
      ledger.backUp();
      server.run(server.filledIn(programs.dump(DUMP), LEDGER), LEDGER);
      Contestant restore =
          FilledLedger.contestant(
              "audit-ledger restore",
              "./audit-ledger restore {directory}/backup --ledger-db {dsn}"
                  + " --signing-key {directory}/backed_up.key --anchor {directory}/anchor");
      Contestant pgRestore = new Contestant("pg_restore", programs.restore(DUMP));
      List<Medians> medians =
          Contest.medians(List.of(pgRestore, restore), rounds, command -> intoNew(server, command));
      return section(server.version(), programs, medians);
    }
  }

  /** What making and dropping the database leaves to be written is no burden of the command's. */
  private static Run intoNew(BenchServer server, List<String> command)
      throws IOException, InterruptedException, SQLException {
    server.create(TARGET);
    server.checkpoint();
    Run run = server.run(server.filledIn(command, TARGET), TARGET);
    server.drop(TARGET);
    return run;
  }

  private Section section(String server, DumpPrograms programs, List<Medians> medians) {
    double ratio = medians.get(1).seconds() / medians.get(0).seconds();
    Section.Text text =
        new Section.Text(
            bar, "restore into an empty database and verify, at most 1.5 x pg_restore");
    text.line(
        """
        %,d sealed rows with about 300 bytes of text each; PostgreSQL %s with fsync, pg_restore of %d.
        Medians of %d runs in turn, after a warm-up, each into a new database. A restored ledger is
        verified, by an anchor; what pg_restore brings back is not.
        """,
        rows, server, programs.major(), rounds);
    Contest.write(text, medians);
    text.line(
        "\n**%.2f x** as long as pg_restore; %,.0f rows/s.",
        ratio, rows / medians.get(1).seconds());
    return text.with(Map.of("server", server, "rows", rows, "ratio", ratio, "commands", medians));
  }
}
