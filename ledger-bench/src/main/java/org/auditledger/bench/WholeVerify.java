package org.auditledger.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.auditledger.bench.Contest.Contestant;

/** Verifies all of a ledger of unsigned entries, and has psql read the same rows to nowhere. */
record WholeVerify(String bar, ServerChoice choice, int rows, int rounds) implements Bar {

  private static final String COPY =
      "copy (select * from public.ledger_entries order by sequence_number)"
          + " to stdout (format binary)";

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      FilledLedger ledger = FilledLedger.create(server, "whole");
      ledger.append(1, rows);
      ledger.anchor();
      ledger.seal();
      Contestant copy =
          new Contestant(
              "psql COPY to nowhere",
              List.of(BenchServer.program("psql"), "--no-psqlrc", "--command", COPY));
      List<Medians> medians =
          ledger.measure(
              rounds, copy, FilledLedger.contestant("audit-ledger verify", FilledLedger.VERIFY));
      return section(server.version(), medians);
    }
  }

  private Section section(String server, List<Medians> medians) {
    double ratio = medians.get(1).seconds() / medians.get(0).seconds();
    Section.Text text =
        new Section.Text(bar, "verify unsigned entries, at most 1.5 x psql's COPY of all columns");
    text.line(
        """
        %,d sealed rows with about 300 bytes of text each; PostgreSQL %s. Chain, content, history and
        posture, by a trusted key and an anchor. Medians of %d runs in turn, after a warm-up.
        """,
        rows, server, rounds);
    Contest.write(text, medians);
    text.line(
        "\n**%.2f x** as long as psql; %,.0f rows/s.", ratio, rows / medians.get(1).seconds());
    return text.with(
        Map.of("server", server, "rows", rows, "ratio", ratio, "contestants", medians));
  }
}
