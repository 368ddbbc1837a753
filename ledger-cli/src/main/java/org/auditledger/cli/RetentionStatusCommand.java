package org.auditledger.cli;

import org.auditledger.retention.RetentionStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how retention stands. */
@Command(
    name = "status",
    description = {
      "Say how retention stands: how far ahead there are partitions, how far back, what may go,"
          + " what is on hold, and what was done last.",
      "It changes nothing. Where the database's own tables differ from the journal it ends with"
          + " 12, as no run would drop anything then."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger retention status --trust acme.vkey",
      "  audit-ledger retention status --metrics-file ledger.prom --json"
    })
final class RetentionStatusCommand extends RetentionLook implements Runnable {

  @Mixin private final RetentionSettings settings;
  @Mixin private final MetricsOption metrics = new MetricsOption();

  RetentionStatusCommand(Surroundings surroundings) {
    super(surroundings);
    this.settings = new RetentionSettings(surroundings);
  }

  @Override
  public void run() {
    metrics.requireUsable();
    RetentionStatus status =
        look((retention, trusted) -> retention.status(trusted, settings.of(false)));
    print(ShownRetention.of(status));
    metrics.write(RetentionMetrics.of(status));
    if (!status.differences().isEmpty()) {
      throw new CommandFailed(
          new Failure(
              ExitCode.HISTORY_BROKEN,
              "the tables that the drop function asks are not what the journal says: "
                  + status.differences().get(0),
              Counted.of(status.differences().size(), "difference")
                  + "; no run drops anything until they agree",
              "find out who changed them; audit-ledger verify names each"));
    }
  }
}
