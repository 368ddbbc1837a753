package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.auditledger.bench.Contest.Contestant;

/**
 * Verifies a ledger of signed entries: with one job and with two, and beside what one core does
 * that checks signatures and nothing else.
 */
record SignedVerify(String bar, ServerChoice choice, int rows, int rounds) implements Bar {

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      FilledLedger ledger = FilledLedger.create(server, "signed");
      ledger.appendSigned(1, rows);
      ledger.anchor();
      ledger.seal();
      String verify = FilledLedger.VERIFY + " --trust {key}.pub";
      List<Double> rates = new ArrayList<>();
      List<Medians> medians =
          Contest.medians(
              List.of(
                  FilledLedger.contestant("verify --jobs 1", verify + " --jobs 1"),
                  FilledLedger.contestant("verify --jobs 2", verify + " --jobs 2"),
                  FilledLedger.contestant("verify", verify),
                  signatures(server)),
              rounds,
              command -> {
                Run run = ledger.measure(command);
                if (command.contains(SignatureRate.class.getName())) {
                  rates.add(Double.valueOf(Files.readString(rate(server))));
                }
                return run;
              });
      return section(server.version(), medians.subList(0, 3), median(rates));
    }
  }

  private static Contestant signatures(BenchServer server) {
    return new Contestant(
        "signatures",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SignatureRate.class.getName(),
            rate(server).toString()));
  }

  private static Path rate(BenchServer server) {
    return server.directory().resolve("rate");
  }

  private static double median(List<Double> rates) {
    return rates.stream().sorted(Comparator.naturalOrder()).toList().get(rates.size() / 2);
  }

  private Section section(String server, List<Medians> medians, double rate) {
    int cores = Runtime.getRuntime().availableProcessors();
    double jobs = medians.get(0).seconds() / medians.get(1).seconds();
    double signed = rows / medians.get(2).seconds();
    double ratio = signed / (cores * rate);
    Section.Text text =
        new Section.Text(
            bar,
            "verify signed entries, at least 0.65 x what all cores check of signatures alone;"
                + " B11: two jobs at least 1.5 x as fast as one");
    text.line(
        """
        %,d rows with a transcript of 2 KB each; PostgreSQL %s. Medians of %d runs in turn, after a
        warm-up. One core checks %,.0f signatures/s with a decoded key, and does nothing else.
        """,
        rows, server, rounds, rate);
    Contest.write(text, medians);
    text.line(
        "\n%,.0f rows/s, **%.2f x** what %d cores check of signatures alone. Two jobs are"
            + " **%.2f x** as fast as one.",
        signed, ratio, cores, jobs);
    return text.with(
        Map.of(
            "server",
            server,
            "rows",
            rows,
            "ratio",
            ratio,
            "jobs",
            jobs,
            "signaturesPerSecond",
            rate,
            "commands",
            medians));
  }
}
