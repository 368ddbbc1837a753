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

  private static final String LIVE_UPGRADE = "B8";

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    Arguments arguments = Arguments.of(List.of(args));
    Report report = new Report();
    for (Contest contest : contests()) {
      if (arguments.wants(contest.bar())) {
        report.add(contest, contest.run(arguments.rounds(21)));
      }
    }
    if (arguments.wants(LIVE_UPGRADE)) {
      LiveUpgrade upgrade = new LiveUpgrade(arguments.rows(), arguments.upgrade());
      report.add(LIVE_UPGRADE, arguments.rows(), upgrade.run(arguments.rounds(5)));
    }
    report.write(Path.of("bench"));
    System.out.print(report.text()); // the report is what this program is run for
  }

  private static List<Contest> contests() {
    return List.of(
        new Contest(
            "B9",
            "version in at most 200 ms",
            List.of(
                new Contestant("audit-ledger version", List.of("./audit-ledger", "version")),
                new Contestant("java -version", List.of("java", "-version")))));
  }
}
