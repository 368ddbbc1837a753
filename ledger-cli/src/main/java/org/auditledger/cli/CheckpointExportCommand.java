package org.auditledger.cli;

import java.nio.file.Path;
import org.auditledger.checkpoint.AnchorFile;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.Seals;
import org.auditledger.postgres.Server;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what an auditor keeps. */
@Command(
    name = "export",
    description = {
      "Write an anchor: the checkpoints of the entries and of the journal, in one file.",
      "Whoever has the key seals first, so that the anchor is of all there is. Who has none gets"
          + " the anchor of the last seal, if a key given by --trust, or vouched for by one, has"
          + " signed it. FILE is never overwritten."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger checkpoint export --signing-key a.key --output plant-1.anchor",
      "  audit-ledger checkpoint export --trust acme.vkey --output plant-1.anchor"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class CheckpointExportCommand implements Runnable {

  private final Build build;
  private final Surroundings surroundings;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "Where the anchor goes.")
  private Path output;

  @Mixin private final LedgerOptions ledger;
  @Mixin private final SigningOptions signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final CommonOptions options = new CommonOptions();

  CheckpointExportCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    TrustedKeys trusted = trust.keys();
    options.print(
        ledger.use(
            options,
            server -> signing.hasKey(ledger) ? seal(server, trusted) : last(server, trusted)));
  }

  private SealAnswer seal(Server server, TrustedKeys trusted) {
    Sealing sealing =
        Sealing.of(
            build,
            surroundings,
            server,
            signing.key(ledger, options, () -> false),
            trusted,
            options::say);
    Sealed sealed = sealing.seal();
    new AnchorFile(output).write(sealed.anchor());
    return SealAnswer.of(sealed, output.toString());
  }

  private SealAnswer last(Server server, TrustedKeys trusted) {
    if (trusted.noteKeys().isEmpty()) {
      throw new CommandFailed(
          new Failure(
              ExitCode.TRUST,
              "no anchor was written: nobody is trusted, and there is no key to sign with",
              "an anchor out of the database is worth what its signature is worth",
              "give --trust FILE with the ledger's verifier key, or --signing-key FILE"));
    }
    Anchor anchor = new Seals(server, trusted).last();
    new AnchorFile(output).write(anchor);
    return SealAnswer.of(anchor, output.toString());
  }
}
