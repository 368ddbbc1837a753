package org.auditledger.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.auditledger.audit.AuditPlace;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.checkpoint.ReportFile;
import org.auditledger.checkpoint.SealException;
import org.auditledger.container.BackupManifest;
import org.auditledger.control.ThisProcess;
import org.auditledger.entry.LedgerName;
import org.auditledger.postgres.Server;
import org.auditledger.report.Found;
import org.auditledger.report.Given;
import org.auditledger.report.GivenAnchor;
import org.auditledger.report.GivenScope;
import org.auditledger.report.Made;
import org.auditledger.report.VerifyReport;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.VerifierKey;
import org.auditledger.verify.LedgerReport;
import org.jspecify.annotations.Nullable;

/** Keeps what verify is about to find: first it looks where that is, in the end it signs. */
final class ReportWriting {

  private final ReportFile file;
  private final NoteSigner signer;
  private final ThisProcess process;
  private final AuditRequest request;
  private final boolean strict;
  private final int maxFindings;
  private @Nullable AuditPlace place;

  ReportWriting(
      ReportFile file,
      NoteSigner signer,
      ThisProcess process,
      AuditRequest request,
      boolean strict,
      int maxFindings) {
    this.file = file;
    this.signer = signer;
    this.process = process;
    this.request = request;
    this.strict = strict;
    this.maxFindings = maxFindings;
  }

  /** Looks where the ledger is, before it is verified. */
  void look(Server server) {
    place = AuditPlace.look(server, process);
  }

  /**
   * Writes the report.
   *
   * @return where it is, in a line
   */
  String write(Instant begun, LedgerReport found, VerifiedLedger answer) {
    AuditPlace at = place;
    if (at == null) {
      throw new IllegalStateException("nobody has looked where the ledger is");
    }
    return write(begun, at, found.ledger(), Found.of(found, maxFindings), answer);
  }

  /** The same of a ledger in a backup, which says where it was. */
  String write(BackupVerification done, VerifiedLedger answer) {
    BackupManifest last = done.last();
    return write(
        done.begun(),
        new AuditPlace(process.actor(), Optional.of(last.source().database()), last.journal()),
        done.report().ledger().ledger(),
        Found.of(done.report().ledger(), maxFindings, Optional.of(done.found())),
        answer);
  }

  private String write(
      Instant begun,
      AuditPlace at,
      Optional<LedgerName> ledger,
      Found found,
      VerifiedLedger answer) {
    VerifyReport report =
        new VerifyReport(
            ledger,
            new Made(begun, at.actor(), at.database(), at.journal(), answer.milliseconds()),
            given(),
            found,
            answer.exit(),
            answer.conclusion());
    try {
      file.write(report.sign(signer));
    } catch (SealException e) {
      throw notWritten(answer, e);
    }
    return "the report is in " + file.path() + ", signed as " + signer.verifier();
  }

  /** What was found outweighs that it could not be kept. */
  private static CommandFailed notWritten(VerifiedLedger answer, SealException e) {
    ExitCode worst = ExitCode.combine(Set.of(ExitCode.of(answer.exit()), ExitCode.REFUSED));
    return new CommandFailed(Failures.of(worst, e.explanation()), e);
  }

  private Given given() {
    return new Given(
        scope(request.scope()),
        strict,
        request.secondOpinion(),
        request.anchor().map(GivenAnchor::of),
        request.trusted().noteKeys().stream().map(VerifierKey::toString).toList(),
        request.trusted().transcriptKeys().stream().map(PublicKey::keyId).toList());
  }

  private static GivenScope scope(Scope scope) {
    if (scope instanceof Scope.Part part) {
      boolean open = part.last() == Long.MAX_VALUE;
      return new GivenScope.Part(
          part.first(), open ? OptionalLong.empty() : OptionalLong.of(part.last()));
    }
    return scope instanceof Scope.New ? new GivenScope.Since() : new GivenScope.Whole();
  }
}
