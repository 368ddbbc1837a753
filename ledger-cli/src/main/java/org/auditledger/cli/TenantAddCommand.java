package org.auditledger.cli;

import org.auditledger.retention.AddedTenant;
import org.auditledger.retention.Tenant;
import org.auditledger.retention.Tenants;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a tenant in. */
@Command(
    name = "add",
    description = {
      "Add a tenant, whose telemetry is buffered from then on.",
      "How long it is kept is recorded in the ledger's journal, in the same transaction."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger tenant add line-7 --days 30 --signing-key a.key",
      "  audit-ledger tenant add line-7 --days 90 --display-name Line_7 --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class TenantAddCommand implements Runnable {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "TENANT", description = "Its id, which records of telemetry name.")
  private String id;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      required = true,
      description = "For how many days its telemetry is kept, at least.")
  private int days;

  @Option(
      names = "--display-name",
      paramLabel = "NAME",
      description = "What people call it (default: its id).")
  private @Nullable String displayName;

  @Option(
      names = "--clock-skew",
      paramLabel = "SECONDS",
      description = "How far ahead of the server's its clocks may be (default: ${DEFAULT-VALUE}).")
  private int skew = Tenant.DEFAULT_CLOCK_SKEW_SECONDS;

  @Mixin private LedgerOptions ledger;
  @Mixin private SigningOptions signing;
  @Mixin private TrustOptions trust;
  @Mixin private OutputOptions options = new OutputOptions();

  TenantAddCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    Tenant tenant = tenant();
    options.print(
        ledger.use(
            options,
            server ->
                Added.of(
                    new Tenants(server)
                        .add(signing.recorder(ledger, trust.keys(), options), tenant))));
  }

  private Tenant tenant() {
    try {
      return new Tenant(id, displayName == null ? id : displayName, days, skew);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), String.valueOf(e.getMessage()), e, null, id);
    }
  }

  private record Added(
      String format,
      String ledger,
      String tenant,
      String displayName,
      int days,
      int clockSkewSeconds,
      long statement)
      implements Answer {

    static Added of(AddedTenant added) {
      Tenant tenant = added.tenant();
      return new Added(
          "audit-ledger/tenant-added/1",
          added.ledger().value(),
          tenant.id(),
          tenant.displayName(),
          tenant.retentionDays(),
          tenant.clockSkewSeconds(),
          added.position());
    }

    @Override
    public String text() {
      return new Page(ledger + ": added the tenant " + tenant)
          .fact("keeps", "its telemetry for " + Counted.days(days))
          .fact("clock", "may be " + clockSkewSeconds + " s ahead of the server's")
          .fact("journal", "statement " + statement)
          .toString();
    }
  }
}
