package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Verifies, backs up and exports a ledger, and the same ledger five times as long: that must take
 * no more memory.
 */
record PeakMemory(String bar, ServerChoice choice, int rows, int rounds) implements Bar {

  private static final int TIMES = 5;

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      FilledLedger ledger = FilledLedger.create(server, "memory");
      ledger.append(1, rows);
      ledger.anchor();
      List<Medians> medians = new ArrayList<>(measure(ledger, rows));
      ledger.append(rows + 1L, (long) TIMES * rows);
      medians.addAll(measure(ledger, TIMES * rows));
      Section.Text text =
          new Section.Text(
              bar, "peak memory of verify, backup and export, at most 300 MB, and flat");
      text.line("PostgreSQL %s. Medians of %d runs, after a warm-up.\n", server.version(), rounds);
      text.line("| command | wall | cpu | peak memory |");
      text.line("| --- | ---: | ---: | ---: |");
      medians.forEach(own -> text.line("%s", own.cells()));
      return text.with(Map.of("server", server.version(), "rows", rows, "commands", medians));
    }
  }

  private List<Medians> measure(FilledLedger ledger, int entries)
      throws IOException, InterruptedException, SQLException {
    ledger.seal();
    String of = String.format(Locale.ROOT, " of %,d rows", entries);
    return Contest.medians(
        List.of(
            FilledLedger.contestant("verify" + of, FilledLedger.VERIFY),
            FilledLedger.contestant("backup" + of, FilledLedger.BACKUP),
            FilledLedger.contestant("export" + of, FilledLedger.EXPORT)),
        rounds,
        command -> {
          Run run = ledger.measure(command);
          Files.deleteIfExists(ledger.backup());
          Files.deleteIfExists(ledger.export());
          return run;
        });
  }
}
