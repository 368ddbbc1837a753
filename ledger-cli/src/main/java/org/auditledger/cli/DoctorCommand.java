package org.auditledger.cli;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.auditledger.doctor.Ailment;
import org.auditledger.doctor.Diagnosis;
import org.auditledger.doctor.Doctor;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what endangers a ledger, and what to do about it. */
@Command(
    name = "doctor",
    description = {
      "Say what endangers a ledger and its server, and what to do about each.",
      "It looks at all but the entries, which verify reads, and changes nothing. What it cannot"
          + " see is \"not checked\", and never taken for good; without --trust that is all that"
          + " is signed. A signing key, if one is given, is looked at and not used"
          + " (docs/doctor.md has more)."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger doctor --trust acme.vkey",
      "  audit-ledger doctor --ledger-db service=ledger --max-backup-age 7d",
      "  audit-ledger doctor --trust acme.vkey --accept CHECKSUMS_OFF --json",
      "  audit-ledger doctor --hand-over"
    })
final class DoctorCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--accept",
      paramLabel = "CODE",
      split = ",",
      description =
          "Show this finding, and do not count it: it is meant."
              + " Repeatable. What verify finds cannot be accepted.")
  private Set<Ailment> accepted = new LinkedHashSet<>();

  @Option(names = "--strict", description = "End with 3 if anything at all was not checked.")
  private boolean strict;

  @Option(
      names = "--hand-over",
      description =
          "Look at nothing, and print the SQL that gives a ledger"
              + " to an owner as which nobody can log in.")
  private boolean handOver;

  @Mixin private final DoctorLimits limits = new DoctorLimits();
  @Mixin private final LedgerOptions ledger;
  @Mixin private final SigningKeyOption signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningKeyOption(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public Integer call() {
    if (handOver) {
      options.print(new HandOver("audit-ledger/hand-over/1", Doctor.handOver()));
      return ExitCode.DONE.code();
    }
    Optional<SigningKeyFile> key = signing.file(ledger);
    TrustedKeys trusted = signing.trusting(ledger, trust.keys());
    Diagnosis diagnosis =
        ledger.use(
            options,
            server ->
                new Doctor(
                        server,
                        MigrationSets.released(),
                        limits.limits(),
                        trusted,
                        key,
                        surroundings.clock())
                    .run());
    Diagnosed answer = Diagnosed.of(diagnosis, accepted, strict);
    options.print(answer);
    return answer.exit();
  }

  private record HandOver(String format, String sql) implements Answer {

    @Override
    public String text() {
      return sql;
    }
  }
}
