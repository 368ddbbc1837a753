package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.auditledger.audit.AuditRequest;
import org.auditledger.figures.Period;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a page about a ledger, for auditors to read. */
@Command(
    name = "report",
    description = {
      "Write a page about a ledger for auditors: one HTML file, to be read in a browser or"
          + " printed.",
      "It verifies all of the ledger, as verify does, and ends as verify does; figures and journal"
          + " are of the same state. The period says which entries are counted and which events are"
          + " told, and not what is verified. The page is for reading and nobody has signed it:"
          + " verify --report writes what can be checked later (docs/report.md has more)."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger report --trust acme.vkey --output 2026-11.html",
      "  audit-ledger report --trust a.vkey --end-date 2026-11-30 --output 11.html",
      "  audit-ledger report --trust acme.vkey --backup mon.backup --output mon.html"
    })
final class ReportCommand implements Callable<Integer> {

  private final Build build;
  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the page goes. A file that is there is never written over.")
  private @Nullable Path output;

  @Option(
      names = "--start-date",
      paramLabel = "TIME",
      converter = Moment.Reader.class,
      description = "Count entries from this day (in UTC) or time on. Default: from the first on.")
  private @Nullable Moment start;

  @Option(
      names = "--end-date",
      paramLabel = "TIME",
      converter = Moment.Reader.class,
      description = "Count entries up to the end of this day, or this time. Default: all.")
  private @Nullable Moment end;

  @Option(
      names = "--organization",
      paramLabel = "NAME",
      description = "Whose ledger it is, for the page's title. Default: the ledger's own name.")
  private @Nullable String organization;

  @Mixin private final FindingsOptions findings = new FindingsOptions();
  @Mixin private final JobsOption jobs = new JobsOption();
  @Mixin private final LedgerOptions ledger;
  @Mixin private final BackupOptions backup;
  @Mixin private final AnchorOption anchor;
  @Mixin private final TrustOptions trust;
  @Mixin private final CommonOptions options = new CommonOptions();

  ReportCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.backup = new BackupOptions(surroundings);
    this.anchor = new AnchorOption(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public Integer call() {
    if (output == null) {
      throw wrong("say where the page goes, with --output FILE");
    }
    findings.require(command);
    if (backup.isNamed() && ledger.isNamed()) {
      throw wrong("--backup is in place of a database: leave --ledger-db out");
    }
    Period period = period();
    AuditRequest request = AuditRequest.ofWhole(trust.keys(), anchor.read(), jobs.count(command));
    // Its place is taken before hours of work, and given back if they come to nothing.
    try (PageFile file = PageFile.create(output)) {
      AuditPage page = page(request, period);
      WrittenReport answer = file.write(page);
      options.print(answer);
      page.drawingTrouble().ifPresent(options::say);
      return answer.exit();
    }
  }

  private AuditPage page(AuditRequest request, Period period) {
    SeenLedger seen = new SeenLedger(period);
    String tool = "audit-ledger " + build.version();
    if (backup.isNamed()) {
      BackupVerification done =
          BackupVerification.run(backup.files(options), request, options, surroundings, seen);
      return AuditPage.of(
          new AuditPage.Heading(organization, period, done.begun(), tool, "a backup"),
          request,
          done.answer(request, findings.strict(), findings.shown()),
          seen);
    }
    return ledger.use(
        options,
        server -> {
          LedgerVerification done =
              LedgerVerification.run(server, request, options, surroundings, seen);
          return AuditPage.of(
              new AuditPage.Heading(
                  organization,
                  period,
                  done.begun(),
                  tool,
                  surroundings.redaction().apply(server.toString())),
              request,
              VerifiedLedger.of(
                  done.report(),
                  Evidence.of(request),
                  findings.strict(),
                  findings.shown(),
                  done.took()),
              seen);
        });
  }

  private Period period() {
    Optional<Instant> first = Optional.ofNullable(start).map(Moment::first);
    Optional<Instant> last = Optional.ofNullable(end).map(Moment::last);
    if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
      throw wrong("--end-date is before --start-date");
    }
    return new Period(first, last);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
