package org.auditledger.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.checkpoint.ReportFile;
import org.auditledger.control.ThisProcess;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies all there is to verify of a ledger. */
@Command(
    name = "verify",
    description = {
      "Verify a ledger: its chain, its content, its history and what protects it.",
      "Each of the four passes, fails or is not checked, and the last line says what is proven and"
          + " what is not. Without --trust nobody answers for the seal; without --anchor nobody can"
          + " tell whether the end is missing. It changes nothing (docs/verify.md has more)."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger verify --ledger-db service=ledger --trust acme.vkey",
      "  audit-ledger verify --trust acme.vkey --anchor 2026-11.anchor --strict",
      "  audit-ledger verify --trust acme.vkey --since 2026-11.anchor",
      "  audit-ledger verify --trust acme.vkey --second-opinion",
      "  audit-ledger verify --trust acme.vkey --backup mon.backup tue.backup",
      "  audit-ledger verify --trust acme.vkey --signing-key me.key --report 11.report"
    })
final class VerifyCommand implements Callable<Integer> {

  private final Build build;
  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--since",
      paramLabel = "ANCHOR",
      description =
          "Read only what came after this anchor, and show that what was before"
              + " is what it is of: it costs what is new. Older rows are not read again.")
  private @Nullable Path since;

  @Option(
      names = "--second-opinion",
      description = "Have the database judge the chain too, in SQL of ours, and compare.")
  private boolean secondOpinion;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write what came of it to FILE, too, signed with --signing-key: by the"
              + " auditor, for instance. verify-report checks it. FILE is never overwritten.")
  private @Nullable Path report;

  @Mixin private final EntryRangeOptions range = new EntryRangeOptions();
  @Mixin private final FindingsOptions findings = new FindingsOptions();
  @Mixin private final JobsOption jobs = new JobsOption();
  @Mixin private final LedgerOptions ledger;
  @Mixin private final BackupOptions backup;
  @Mixin private final AnchorOption anchor;
  @Mixin private final TrustOptions trust;
  @Mixin private final SigningOptions signing;
  @Mixin private final OutputOptions options = new OutputOptions();

  VerifyCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.backup = new BackupOptions(surroundings);
    this.anchor = new AnchorOption(surroundings);
    this.trust = new TrustOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
  }

  @Override
  public Integer call() {
    findings.require(command);
    Scope scope = scope();
    TrustedKeys trusted = trust.keys();
    Optional<Anchor> held = since == null ? anchor.read() : Optional.of(AnchorOption.read(since));
    AuditRequest request =
        new AuditRequest(trusted, held, scope, secondOpinion, jobs.count(command));
    Optional<ReportWriting> writing = writing(request);
    if (backup.isNamed()) {
      return backup(request, writing);
    }
    LedgerVerification done =
        ledger.use(
            options,
            server -> {
              writing.ifPresent(kept -> kept.look(server));
              return LedgerVerification.run(server, request, options, surroundings);
            });
    VerifiedLedger answer =
        VerifiedLedger.of(
            done.report(), Evidence.of(request), findings.strict(), findings.shown(), done.took());
    // Before the report: what was found is said, also where it cannot be kept.
    options.print(answer);
    writing.ifPresent(kept -> options.say(kept.write(done.begun(), done.report(), answer)));
    return answer.exit();
  }

  private int backup(AuditRequest request, Optional<ReportWriting> writing) {
    BackupVerification done =
        BackupVerification.run(backup.files(options), request, options, surroundings);
    VerifiedLedger answer = done.answer(request, findings.strict(), findings.shown());
    options.print(answer);
    writing.ifPresent(kept -> options.say(kept.write(done, answer)));
    return answer.exit();
  }

  /** Refuses before any work what would be refused after it. */
  private Optional<ReportWriting> writing(AuditRequest request) {
    if (report == null) {
      if (signing.isNamed()) {
        throw wrong("--signing-key and --name are for what --report FILE writes: give it, too");
      }
      return Optional.empty();
    }
    ReportFile file = new ReportFile(report);
    file.requireFree();
    NoteSigner signer =
        signing.anySigner(ledger, options, "a report is worth what its signature is worth");
    ThisProcess process = ThisProcess.of("audit-ledger " + build.version());
    return Optional.of(
        new ReportWriting(file, signer, process, request, findings.strict(), findings.shown()));
  }

  private Scope scope() {
    boolean part = range.isNamed();
    if (backup.isNamed() && (part || since != null || secondOpinion || ledger.isNamed())) {
      throw wrong(
          "--backup is in place of a database, and all of it is read: leave --ledger-db, --since,"
              + " --from, --to and --second-opinion out");
    }
    if (since != null && (part || anchor.isNamed())) {
      throw wrong("--since says which entries to read, and by which anchor: leave the others out");
    }
    if (secondOpinion && (since != null || part)) {
      throw wrong("--second-opinion is about all entries: leave --since, --from and --to out");
    }
    if (since != null) {
      return new Scope.New();
    }
    if (!part) {
      return new Scope.Whole();
    }
    return new Scope.Part(range.first(), range.last());
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
