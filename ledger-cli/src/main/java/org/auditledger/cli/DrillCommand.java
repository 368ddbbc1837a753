package org.auditledger.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.auditledger.checkpoint.ReportFile;
import org.auditledger.cli.embedded.TemporaryServer;
import org.auditledger.control.ThisProcess;
import org.auditledger.postgres.HostAndPort;
import org.auditledger.postgres.Server;
import org.auditledger.report.DrillReport;
import org.auditledger.restore.RestoreRequest;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows that backups can be restored, on a server that is gone afterwards. */
@Command(
    name = "drill",
    description = {
      "Restore backups into a PostgreSQL of our own in a temporary directory, verify what is there,"
          + " and remove it.",
      "What came of it, and how long it took, is signed with the ledger's key: an auditor can be"
          + " shown that a restore was tried, when, and by whom (docs/restore.md)."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger drill mon.backup --signing-key a.key --trust acme.vkey",
      "  audit-ledger drill mon.backup --signing-key a.key --trust keys --report 11"
    })
final class DrillCommand implements Callable<Integer> {

  private static final String SIGNED = "what a drill came to is worth what its signature is worth";

  private final Build build;
  private final Surroundings surroundings;

  @Option(
      names = "--directory",
      paramLabel = "DIRECTORY",
      description = "Where there is room for the ledger (default: the system's temporary one).")
  private @Nullable Path directory;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the signed account to FILE, too. FILE is never overwritten.")
  private @Nullable Path report;

  @Mixin private final BackupFilesOptions backups;
  @Mixin private final SigningOptions signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final AnchorOption anchor;
  @Mixin private final OutputOptions options = new OutputOptions();

  DrillCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.backups = new BackupFilesOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
    this.anchor = new AnchorOption(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    Optional<Anchor> held = anchor.read();
    Optional<NoteSigner> named = signing.signer(options);
    NoteSigner signer = named.orElseThrow(() -> SignerTrust.missing(SIGNED));
    TrustedKeys trusted = SignerTrust.with(trust.keys(), named);
    Optional<ReportFile> file = Optional.ofNullable(report).map(ReportFile::new);
    file.ifPresent(ReportFile::requireFree);
    Instant begun = surroundings.clock().instant();
    DrillReport drill;
    VerifiedLedger verified;
    try (TemporaryServer server =
        TemporaryServer.start(room(), surroundings.environment(), options::say)) {
      surroundings.redaction().register(server.password());
      Restoration done =
          Restoration.run(
              local(server), request(trusted, signer), trusted, held, options, surroundings);
      verified = done.answer();
      drill = account(done, verified, begun, server.version());
    }
    SignedNote note = drill.sign(signer);
    options.print(DrillAnswer.of(drill, note, verified));
    file.ifPresent(
        to -> {
          to.write(note);
          options.say("the account is in " + to.path() + ", signed as " + signer.verifier());
        });
    return verified.exit();
  }

  private Path room() {
    return directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
  }

  private static Server local(TemporaryServer server) {
    return Server.local(
        new HostAndPort(server.host(), server.port()),
        server.database(),
        server.user(),
        server.password());
  }

  private RestoreRequest request(TrustedKeys trusted, NoteSigner signer) {
    return new RestoreRequest(
        backups.files(options),
        trusted,
        backups.unsignedToo(),
        () -> signer,
        "a drill",
        "audit-ledger " + build.version(),
        surroundings.clock());
  }

  private DrillReport account(
      Restoration done, VerifiedLedger verified, Instant begun, String serverVersion) {
    ThisProcess process = ThisProcess.of("audit-ledger " + build.version());
    return new DrillReport(
        done.outcome().ledger(),
        done.outcome().manifest(),
        begun,
        process.host(),
        process.tool(),
        serverVersion,
        done.outcome().head(),
        done.outcome().entriesRoot(),
        done.restored().toMillis(),
        done.verified().toMillis(),
        verified.exit(),
        verified.conclusion());
  }
}
