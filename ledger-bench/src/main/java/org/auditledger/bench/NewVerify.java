package org.auditledger.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Verifies what a long ledger has new, beside all of it. */
record NewVerify(String bar, ServerChoice choice, int rows, int rounds) implements Bar {

  private static final int NEW = 1000;

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      FilledLedger ledger = FilledLedger.create(server, "new");
      ledger.append(1, rows);
      ledger.anchor();
      ledger.append(rows + 1L, rows + NEW);
      ledger.seal();
      List<Medians> medians =
          ledger.measure(
              rounds,
              FilledLedger.contestant("verify", FilledLedger.VERIFY),
              FilledLedger.contestant(
                  "verify --since", FilledLedger.VERIFY.replace("--anchor", "--since")));
      double ratio = medians.get(1).seconds() / medians.get(0).seconds();
      Section.Text text =
          new Section.Text(bar, "verify --since, at most 0.1 x the time of verifying everything");
      text.line(
          "%,d rows, and %,d since the anchor; PostgreSQL %s. Medians of %d runs in turn.\n",
          rows, NEW, server.version(), rounds);
      Contest.write(text, medians);
      text.line("\n**%.2f x** as long as verifying everything.", ratio);
      return text.with(Map.of("server", server.version(), "ratio", ratio, "commands", medians));
    }
  }
}
