package org.auditledger.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.auditledger.audit.AuditRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies backups, with no server. */
@Command(
    name = "verify",
    description = {
      "Verify a backup and the ledger in it, with no server: every byte of the file, who signed it,"
          + " and all that verify says of a ledger that can be said of it here.",
      "It is the same as verify --backup FILE, which can write a report, too."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger backup verify mon.backup --trust acme.vkey",
      "  audit-ledger backup verify mon.backup tue.backup --trust acme.vkey --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class BackupVerifyCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A whole backup, and those that go on from it, in order.")
  private List<Path> files;

  @Mixin private final FindingsOptions findings = new FindingsOptions();
  @Mixin private final JobsOption jobs = new JobsOption();
  @Mixin private final DecryptionOptions decryption;
  @Mixin private final AnchorOption anchor;
  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  BackupVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.decryption = new DecryptionOptions(surroundings);
    this.anchor = new AnchorOption(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public Integer call() {
    findings.require(command);
    AuditRequest request = AuditRequest.ofWhole(trust.keys(), anchor.read(), jobs.count(command));
    VerifiedLedger answer =
        BackupVerification.run(
                BackupOptions.files(files, decryption, options), request, options, surroundings)
            .answer(request, findings.strict(), findings.shown());
    options.print(answer);
    return answer.exit();
  }
}
