package org.auditledger.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.checkpoint.ProofFile;
import org.auditledger.checkpoint.SealedEntry;
import org.auditledger.checkpoint.Seals;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves one entry, for who has no database. */
@Command(
    name = "prove",
    description = {
      "Write a proof that one entry is in the ledger.",
      "The file has the whole entry in it, and the checkpoint of the last seal, or with --anchor"
          + " that of the anchor: give that of whoever is to check the proof. It is checked"
          + " before it is written, and FILE is never overwritten."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger prove 42 --trust acme.vkey --output entry-42.proof",
      "  audit-ledger prove 42 --trust acme.vkey --anchor a.anchor --output 42.proof"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class ProveCommand implements Runnable {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "SEQ", description = "The entry's sequence number, from 1.")
  private long sequence;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "Where the proof goes.")
  private Path output;

  @Mixin private final LedgerOptions ledger;
  @Mixin private final TrustOptions trust;
  @Mixin private final AnchorOption anchor;
  @Mixin private final CommonOptions options = new CommonOptions();

  ProveCommand(Surroundings surroundings) {
    this.ledger = new LedgerOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
    this.anchor = new AnchorOption(surroundings);
  }

  @Override
  public void run() {
    if (sequence < 1) {
      throw new ParameterException(
          command.commandLine(), "entries are numbered from 1, and none is " + sequence);
    }
    TrustedKeys trusted = trust.keys();
    if (trusted.noteKeys().isEmpty()) {
      throw new CommandFailed(
          new Failure(
              ExitCode.TRUST,
              "nothing was proven: nobody is trusted",
              "a proof is worth what the signature of its checkpoint is worth",
              "give --trust FILE with the ledger's verifier key"));
    }
    Optional<Anchor> held = anchor.read();
    SealedEntry entry =
        ledger.use(options, server -> new Seals(server, trusted).prove(sequence, held));
    new ProofFile(output).write(entry.proof());
    options.print(
        new Proven(
            "audit-ledger/proof/1",
            entry.log().origin().ledger().value(),
            entry.sequence(),
            entry.hash().hex(),
            entry.log().size(),
            entry.log().root().hex(),
            entry.by().stream().map(VerifierKey::toString).toList(),
            anchor.file().map(Path::toString).orElse(null),
            output.toString()));
  }

  private record Proven(
      String format,
      String ledger,
      long sequence,
      String entryHash,
      long entries,
      String root,
      List<String> signedBy,
      @Nullable String anchor,
      String file)
      implements Answer {

    Proven {
      signedBy = List.copyOf(signedBy);
    }

    @Override
    public String text() {
      return new Page("proved entry " + sequence + " of " + ledger)
          .fact("entry hash", entryHash)
          .fact("log", String.format(Locale.ROOT, "%,d entries, root %s", entries, root))
          .facts("signed by", signedBy)
          .fact("file", file)
          .fact("to check it", "audit-ledger verify-proof " + file + " --trust FILE.vkey")
          .toString();
    }
  }
}
