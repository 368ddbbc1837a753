package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.auditledger.entry.LedgerName;
import org.auditledger.retention.ListedTenant;
import org.auditledger.retention.TenantList;
import org.auditledger.retention.Tenants;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows whose telemetry is buffered. */
@Command(
    name = "list",
    description = {
      "List the tenants, and for how long the telemetry of each is kept.",
      "The list comes from the database. Beside it stands what the ledger's journal says: a"
          + " retention that somebody changed by plain SQL is recorded by the next retention run,"
          + " and counts from then on. Without --trust the journal is not checked."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger tenant list --trust acme.vkey",
      "  audit-ledger tenant list --ledger-db service=ledger --json"
    })
final class TenantListCommand implements Runnable {

  @Mixin private final LedgerOptions ledger;
  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  TenantListCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    TenantList list = ledger.use(options, server -> new Tenants(server).list(trust.keys()));
    options.print(Listed.of(list));
    if (list.defects().total() > 0) {
      throw JournalWords.broken(list.defects());
    }
  }

  private record Listed(
      String format,
      @Nullable String ledger,
      boolean checked,
      long unknownStatements,
      long defects,
      long total,
      List<Row> tenants)
      implements Answer {

    Listed {
      tenants = List.copyOf(tenants);
    }

    static Listed of(TenantList list) {
      return new Listed(
          "audit-ledger/tenant-list/1",
          list.ledger().map(LedgerName::value).orElse(null),
          list.checked(),
          list.unknown(),
          list.defects().total(),
          list.total(),
          list.tenants().stream().map(Row::of).toList());
    }

    @Override
    public String text() {
      Page page =
          new Page(
              (ledger == null ? "no ledger yet" : ledger) + ": " + Counted.of(total, "tenant"));
      List<List<String>> rows = new ArrayList<>();
      tenants.forEach(tenant -> rows.add(tenant.cells()));
      page.gap().table(List.of("tenant", "name", "days", "journal says", "clock ahead"), rows);
      if (total > tenants.size()) {
        page.line(String.format(Locale.ROOT, "and %,d more", total - tenants.size()));
      }
      return page.line(JournalWords.worth(checked, unknownStatements)).toString();
    }
  }

  private record Row(
      String tenant,
      String displayName,
      int days,
      @Nullable Integer recordedDays,
      boolean recorded,
      int clockSkewSeconds) {

    static Row of(ListedTenant tenant) {
      return new Row(
          tenant.id(),
          tenant.displayName(),
          tenant.retentionDays(),
          tenant.recordedDays().isPresent() ? tenant.recordedDays().getAsInt() : null,
          tenant.isRecorded(),
          tenant.clockSkewSeconds());
    }

    List<String> cells() {
      String journal = recordedDays == null ? "nothing yet" : recordedDays + ", until the next run";
      return List.of(
          tenant,
          displayName,
          String.valueOf(days),
          recorded ? "the same" : journal,
          clockSkewSeconds + " s");
    }
  }
}
