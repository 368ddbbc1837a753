package org.auditledger.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "version",
    description = "Show what this program was built from and what it runs on.",
    footer = {"", "Example:", "  audit-ledger version --output json"})
final class VersionCommand implements Runnable {

  private final Build build;

  @Mixin private OutputOptions options = new OutputOptions();

  VersionCommand(Build build) {
    this.build = build;
  }

  @Override
  public void run() {
    options.print(
        new Version(
            "audit-ledger/version/1",
            "audit-ledger",
            build.version(),
            build.commit(),
            build.time(),
            System.getProperty("java.version", "unknown"),
            System.getProperty("java.vendor", "unknown"),
            build.postgresql(),
            System.getProperty("os.name", "unknown"),
            System.getProperty("os.version", "unknown"),
            System.getProperty("os.arch", "unknown")));
  }

  private record Version(
      String format,
      String name,
      String version,
      @Nullable String commit,
      String buildTime,
      String javaVersion,
      String javaVendor,
      String postgresqlVersion,
      String osName,
      String osVersion,
      String osArch)
      implements Answer {

    @Override
    public String text() {
      return name
          + " "
          + version
          + "\n"
          + "  commit      "
          + (commit == null ? "unknown" : commit)
          + "\n"
          + "  built       "
          + buildTime
          + "\n"
          + "  java        "
          + javaVersion
          + " ("
          + javaVendor
          + ")\n"
          + "  postgresql  "
          + postgresqlVersion
          + " (brought along)\n"
          + "  system      "
          + osName
          + " "
          + osVersion
          + " "
          + osArch
          + "\n";
    }
  }
}
