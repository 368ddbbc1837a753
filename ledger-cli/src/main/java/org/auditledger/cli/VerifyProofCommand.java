package org.auditledger.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.TlogProof;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntryProof;
import org.auditledger.verify.EntryProof.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a proof with nothing but files. */
@Command(
    name = "verify-proof",
    description = {
      "Check a proof that an entry is in a ledger, without the ledger.",
      "It needs the ledger's verifier key, an anchor that was kept, or both, and no database. It"
          + " says what is shown, and what is not. What nobody who is trusted has signed ends"
          + " with 3, what does not fit together with 10, another history than the anchor's"
          + " with 12."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger verify-proof entry-42.proof --trust acme.vkey",
      "  audit-ledger verify-proof 42.proof --trust acme.vkey --anchor a.anchor"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class VerifyProofCommand implements Callable<Integer> {

  /** A row has far less than PostgreSQL's gigabyte; base64 adds a third. */
  private static final int MAX_LENGTH = 1 << 28;

  private static final byte[] HEADER =
      "c2sp.org/tlog-proof@v1\n".getBytes(StandardCharsets.US_ASCII);

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The proof, as prove has written it.")
  private Path file;

  @Mixin private final TrustOptions trust;
  @Mixin private final AnchorOption anchor;
  @Mixin private final OutputOptions options = new OutputOptions();

  VerifyProofCommand(Surroundings surroundings) {
    this.trust = new TrustOptions(surroundings);
    this.anchor = new AnchorOption(surroundings);
  }

  @Override
  public Integer call() {
    TrustedKeys trusted = trust.keys();
    Optional<Anchor> held = anchor.read();
    if (trusted.noteKeys().isEmpty() && held.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "there is nothing to check it against: give --trust FILE with the ledger's verifier key,"
              + " or --anchor FILE");
    }
    Outcome outcome = EntryProof.check(proof(), trusted, held);
    if (outcome instanceof Outcome.Holds holds) {
      VerifiedProof answer = VerifiedProof.of(holds, anchor.file().map(Path::toString));
      options.print(answer);
      return answer.exit();
    }
    throw failed(outcome);
  }

  private TlogProof proof() {
    byte[] bytes = AnchorOption.bytes(file, "proof", MAX_LENGTH);
    Parsed<TlogProof> parsed = TlogProof.parse(bytes);
    if (parsed instanceof Parsed.Value<TlogProof> proof) {
      return proof.value();
    }
    String why = ((Parsed.Malformed<TlogProof>) parsed).why();
    int end = Math.min(HEADER.length, bytes.length);
    if (!Arrays.equals(HEADER, Arrays.copyOf(bytes, end))) {
      throw new CommandFailed(
          new Failure(
              ExitCode.USAGE,
              file + " is no proof",
              why,
              "name the file as audit-ledger prove has written it"));
    }
    throw broken(why);
  }

  private CommandFailed failed(Outcome outcome) {
    if (outcome instanceof Outcome.Contradicted contradicted) {
      return new CommandFailed(
          new Failure(
              ExitCode.HISTORY_BROKEN,
              "NOT PROVEN: entry " + contradicted.entry().sequence() + " is in another history",
              contradicted.why(),
              "keep both files: they show that two histories were signed; ask whoever signed"));
    }
    if (outcome instanceof Outcome.OtherLedger other) {
      return new CommandFailed(
          new Failure(
              ExitCode.USAGE,
              "NOT PROVEN: proof and anchor are of two ledgers",
              "the one is of " + other.proof() + ", the other of " + other.anchor(),
              "name an anchor of the proof's own ledger, or none"));
    }
    return broken(((Outcome.Broken) outcome).why());
  }

  private CommandFailed broken(String why) {
    return new CommandFailed(
        new Failure(
            ExitCode.CHAIN_BROKEN,
            "NOT PROVEN: " + file + " does not hold together",
            why,
            "it was damaged or changed: ask for it again, and find out where"));
  }
}
