package org.auditledger.cli;

import org.auditledger.audit.AuditRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How many verify at the same time. */
final class JobsOption {

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many read and check at the same time (default: one for each core).")
  private @Nullable Integer jobs;

  /** How many that are. */
  int count(CommandSpec command) {
    if (jobs == null) {
      return Math.min(Runtime.getRuntime().availableProcessors(), AuditRequest.MOST_JOBS);
    }
    if (jobs < 1 || jobs > AuditRequest.MOST_JOBS) {
      throw new ParameterException(
          command.commandLine(), "--jobs is 1 to " + AuditRequest.MOST_JOBS + ", not " + jobs);
    }
    return jobs;
  }
}
