package org.auditledger.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** Verifies a ledger, and the same ledger five times as long: that must take no more memory. */
record VerifyMemory(String bar, int rows, int rounds) implements Bar {

  private static final int TIMES = 5;

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = BenchServer.start()) {
      FilledLedger ledger = FilledLedger.create(server, "memory");
      ledger.append(1, rows);
      ledger.anchor();
      Medians small = verify(ledger, rows);
      ledger.append(rows + 1L, (long) TIMES * rows);
      Medians large = verify(ledger, TIMES * rows);
      Section.Text text = new Section.Text(bar, "peak memory of verify, at most 300 MB, and flat");
      text.line("PostgreSQL %s. Medians of %d runs, after a warm-up.\n", server.version(), rounds);
      text.line("| command | wall | cpu | peak memory |");
      text.line("| --- | ---: | ---: | ---: |");
      text.line("%s", small.cells());
      text.line("%s", large.cells());
      return text.with(Map.of("server", server.version(), "small", small, "large", large));
    }
  }

  private Medians verify(FilledLedger ledger, int entries)
      throws IOException, InterruptedException, SQLException {
    ledger.seal();
    String name = String.format(Locale.ROOT, "verify of %,d rows", entries);
    return ledger.measure(rounds, FilledLedger.contestant(name, FilledLedger.VERIFY)).get(0);
  }
}
