package org.auditledger.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.auditledger.report.DrillReport;
import org.auditledger.report.VerifyReport;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks what somebody has signed who verified a ledger. */
@Command(
    name = "verify-report",
    description = {
      "Check a report that verify or drill has written, and say what it says.",
      "It needs the verifier key of whoever signed, and no database. It ends as verify did: with"
          + " 0 only where a key that is trusted says that the ledger held. What nobody who is"
          + " trusted has signed, or was changed since, ends with 13."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger verify-report 2026-11.report --trust auditor.vkey",
      "  audit-ledger verify-report 2026-11.report --trust auditor.vkey --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class VerifyReportCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The report, as verify or drill has written it.")
  private Path file;

  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  VerifyReportCommand(Surroundings surroundings) {
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public Integer call() {
    TrustedKeys trusted = trust.keys();
    if (trusted.noteKeys().isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "there is nobody to believe: give --trust FILE with the verifier key of who signed it");
    }
    SignedNote note = note();
    List<VerifierKey> by = signers(note, trusted);
    if (note.text().startsWith(DrillReport.BEGINNING)) {
      VerifiedDrill answer = VerifiedDrill.of(require("drill", DrillReport.read(note)), by);
      options.print(answer);
      return answer.exit();
    }
    VerifiedReport answer = VerifiedReport.of(require("verify", VerifyReport.read(note)), by);
    options.print(answer);
    return answer.exit();
  }

  private SignedNote note() {
    Parsed<SignedNote> parsed = SignedNote.parse(bytes());
    if (parsed instanceof Parsed.Value<SignedNote> note) {
      return note.value();
    }
    throw changed(((Parsed.Malformed<SignedNote>) parsed).why());
  }

  private byte[] bytes() {
    byte[] bytes = AnchorOption.bytes(file, "report", VerifyReport.MAX_LENGTH);
    if (begins(bytes, VerifyReport.BEGINNING) || begins(bytes, DrillReport.BEGINNING)) {
      return bytes;
    }
    throw new CommandFailed(
        new Failure(
            ExitCode.USAGE,
            file + " is no report",
            "it does not begin as one that this version can read",
            "name the file as audit-ledger verify --report or drill --report has written it"));
  }

  private static boolean begins(byte[] bytes, String with) {
    byte[] beginning = with.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(beginning, Arrays.copyOf(bytes, beginning.length));
  }

  private List<VerifierKey> signers(SignedNote note, TrustedKeys trusted) {
    NoteOutcome<String> outcome = note.verify(trusted);
    if (outcome instanceof NoteOutcome.Verified<String> verified) {
      return verified.by();
    }
    if (outcome instanceof NoteOutcome.Rejected<String> rejected) {
      throw changed(rejected.why());
    }
    throw new CommandFailed(
        new Failure(
            ExitCode.TRUST,
            "NOT TRUSTED: nobody who is trusted signed " + file,
            "it says that it was signed as " + note.signatures().get(0).name(),
            "give --trust FILE with that verifier key, from somebody you trust, and not from who"
                + " sent the report"));
  }

  private <T> T require(String writer, Parsed<T> parsed) {
    if (parsed instanceof Parsed.Value<T> report) {
      return report.value();
    }
    throw new CommandFailed(
        new Failure(
            ExitCode.TRUST,
            "NOT TRUSTED: " + file + " was signed, and is not a report that " + writer + " writes",
            ((Parsed.Malformed<T>) parsed).why(),
            "ask whoever signed it, and with what: rely on nothing in it"));
  }

  private CommandFailed changed(String why) {
    return new CommandFailed(
        new Failure(
            ExitCode.TRUST,
            "NOT TRUSTED: " + file + " is not what was signed",
            why,
            "it was damaged or changed: ask for it again, and find out where"));
  }
}
