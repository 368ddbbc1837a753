package org.auditledger.cli;

import java.util.OptionalLong;
import org.auditledger.retention.SetRetention;
import org.auditledger.retention.Tenant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes for how long a tenant's records are kept. */
@Command(
    name = "set-retention",
    description = {
      "Set for how many days a tenant's telemetry is kept, and record it in the journal.",
      "It counts from the next retention run on, for what is there already, too."
    },
    footer = {
      "",
      "Example:",
      "  audit-ledger tenant set-retention default --days 90 --signing-key a.key"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class TenantSetRetentionCommand extends RetentionDeed implements Runnable {

  @Parameters(paramLabel = "TENANT", description = "Its id.")
  private String tenant;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      required = true,
      description = "For how many days its telemetry is kept, at least.")
  private int days;

  TenantSetRetentionCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public void run() {
    if (days < 1 || days > Tenant.MAX_RETENTION_DAYS) {
      throw usage("--days is 1 to " + Tenant.MAX_RETENTION_DAYS + ", not " + days);
    }
    print(
        sign(
            (retention, signing) ->
                Kept.of(signing.signer().name(), retention.setRetention(signing, tenant, days))));
  }

  private record Kept(
      String format,
      String ledger,
      String tenant,
      int days,
      @Nullable Long previousDays,
      @Nullable Long statement)
      implements Answer {

    static Kept of(String ledger, SetRetention set) {
      return new Kept(
          "audit-ledger/tenant-retention/1",
          ledger,
          set.tenant(),
          set.days(),
          number(set.previousDays()),
          number(set.position()));
    }

    private static @Nullable Long number(OptionalLong number) {
      return number.isPresent() ? number.getAsLong() : null;
    }

    @Override
    public String text() {
      return new Page(ledger + ": telemetry of " + tenant + " is kept for " + Counted.days(days))
          .fact("before", previousDays == null ? "nothing was said" : Counted.days(previousDays))
          .fact("journal", statement == null ? "has said so before" : "statement " + statement)
          .toString();
    }
  }
}
