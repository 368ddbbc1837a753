package org.auditledger.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Prometheus' node exporter looks for what a job has to say. */
final class MetricsOption {

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description =
          "Write what Prometheus asks for to FILE (textfile format), in its place"
              + " at once. What else is in its place is never written over.")
  private @Nullable Path file;

  boolean isWanted() {
    return file != null;
  }

  /** Refuses before any work what would be refused after it. */
  void requireUsable() {
    if (file != null) {
      new MetricsFile(file).requireUsable();
    }
  }

  void write(RetentionMetrics metrics) {
    if (file != null) {
      new MetricsFile(file).write(metrics);
    }
  }
}
