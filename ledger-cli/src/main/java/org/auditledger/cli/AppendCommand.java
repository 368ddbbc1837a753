package org.auditledger.cli;

import java.util.List;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.postgres.Server;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Appends entries from JSON Lines. */
@Command(
    name = "append",
    description = {
      "Append entries, one for each line of JSON (docs/append.md says what is in a line).",
      "One line comes out for each entry, when it is durable: its number and its hash. The first"
          + " bad line ends it; nothing of its batch is written.",
      "With --seal the ledger is sealed meanwhile, with its key, whenever 10,000 entries are new or"
          + " something has been new for a minute, and once at the end. An entry does not wait for"
          + " that, and is there whatever becomes of it."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger append entries.jsonl",
      "  audit-ledger append entries.jsonl --idempotent --batch 100 --json",
      "  audit-ledger append entries.jsonl --seal --signing-key plant-1.key"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class AppendCommand implements Runnable {

  private static final List<String> FOR_SEAL =
      List.of("--signing-key", "--name", "--passphrase-file", "--trust");

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "So many entries share a transaction (1 to 10000; default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--idempotent",
      description =
          "Add nothing where an entry with the same telemetry_id and"
              + " telemetry_hash is there already: to run a file again.")
  private boolean idempotent;

  @Option(names = "--seal", description = "Seal meanwhile, and at the end, with the ledger's key.")
  private boolean seal;

  private final Build build;
  private final Surroundings surroundings;

  @Spec private CommandSpec command;

  @Mixin private final JsonLines.Source source;
  @Mixin private final LedgerOptions ledger;
  @Mixin private final SigningOptions signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  AppendCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.source = new JsonLines.Source(surroundings);
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    if (batch < 1 || batch > 10_000) {
      throw new CommandFailed(
          new Failure(ExitCode.USAGE, "--batch is 1 to 10000, not " + batch, "", "see --help"));
    }
    requireUsed();
    TrustedKeys trusted = trust.keys();
    try (JsonLines lines = source.open()) {
      long unused = ledger.use(options, server -> append(lines, server, trusted));
    }
  }

  /** A key that is named and not used would make somebody think that his entries are sealed. */
  private void requireUsed() {
    for (String option : seal ? List.<String>of() : FOR_SEAL) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            command.commandLine(), option + " is for --seal, and without it nothing is sealed");
      }
    }
  }

  private long append(JsonLines lines, Server server, TrustedKeys trusted) {
    try (Progress progress = options.progress(surroundings, "appending", "rows")) {
      SealedLines sealed = new SealedLines(new Failures(build), progress::step);
      LedgerWriter writer =
          LedgerWriter.open(
              server, settings(server, trusted, sealed, progress), surroundings.clock());
      long committed;
      try (writer) {
        committed = new AppendedLines(lines, writer, batch, idempotent, options, progress).run();
      } catch (CommandFailed e) {
        throw sealed.after(e, writer);
      }
      sealed.requireSealed(writer, committed);
      return committed;
    }
  }

  private WriterSettings settings(
      Server server, TrustedKeys trusted, SealedLines sealed, Progress progress) {
    WriterSettings settings = WriterSettings.standard();
    if (!seal) {
      return settings;
    }
    SealingKey key = signing.key(ledger, options, () -> false);
    Sealing sealing = Sealing.of(build, surroundings, server, key, trusted, progress::step);
    return settings.withSealing(sealing.order(SealSchedule.standard(), sealed::accept));
  }
}
