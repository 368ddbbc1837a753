package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.bench.Contest.Contestant;

/**
 * Measures the bars that are named, or all, and writes {@code bench/results.md} and {@code .json}.
 */
final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    Arguments arguments = Arguments.of(List.of(args));
    Report report = new Report();
    for (Bar bar : bars(arguments)) {
      if (arguments.wants(bar.bar())) {
        report.add(bar.measure());
      }
    }
    report.write(Path.of("bench"));
    System.out.print(report.text()); // the report is what this program is run for
  }

  private static List<Bar> bars(Arguments arguments) {
    ServerChoice server = arguments.server();
    return List.of(
        new WholeVerify("B1", server, arguments.rows(1_000_000), arguments.rounds(7)),
        new PeakMemory("B2", server, arguments.rows(1_000_000), arguments.rounds(3)),
        new SignedVerify("B3", server, arguments.rows(100_000), arguments.rounds(5)),
        new BulkAppend("B4", server, arguments.rows(500_000), arguments.rounds(5)),
        new DurableAppends("B5", server, arguments.length(), arguments.rounds(5)),
        new BackupBar("B6", server, arguments.rows(2_000_000), arguments.rounds(5)),
        new RestoreBar("B7", server, arguments.rows(2_000_000), arguments.rounds(5)),
        new LiveUpgrade(
            "B8", server, arguments.rows(1_000_000), arguments.upgrade(), arguments.rounds(5)),
        new Contest(
            "B9",
            "version in at most 200 ms",
            List.of(
                new Contestant("audit-ledger version", List.of("./audit-ledger", "version")),
                new Contestant("java -version", List.of("java", "-version"))),
            arguments.rounds(21)),
        new NewVerify("B10", server, arguments.rows(1_000_000), arguments.rounds(7)));
  }
}
