package org.auditledger.cli;

import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Appends entries from JSON Lines. */
@Command(
    name = "append",
    description = {
      "Append entries, one for each line of JSON (docs/append.md says what is in a line).",
      "One line comes out for each entry, when it is durable: its number and its hash. The first"
          + " bad line ends it; nothing of its batch is written."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger append entries.jsonl",
      "  audit-ledger append entries.jsonl --idempotent --batch 100 --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class AppendCommand implements Runnable {

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "So many entries share a transaction (1 to 10000; default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--idempotent",
      description = {
        "Add nothing where an entry with the same telemetry_id and",
        "telemetry_hash is there already: to run a file again."
      })
  private boolean idempotent;

  private final Surroundings surroundings;

  @Mixin private final JsonLines.Source source;
  @Mixin private final LedgerOptions ledger;
  @Mixin private final OutputOptions options = new OutputOptions();

  AppendCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.source = new JsonLines.Source(surroundings);
    this.ledger = new LedgerOptions(surroundings);
  }

  @Override
  public void run() {
    if (batch < 1 || batch > 10_000) {
      throw new CommandFailed(
          new Failure(ExitCode.USAGE, "--batch is 1 to 10000, not " + batch, "", "see --help"));
    }
    try (JsonLines lines = source.open()) {
      long unused =
          ledger.use(
              options,
              server -> {
                try (LedgerWriter writer =
                        LedgerWriter.open(server, WriterSettings.standard(), surroundings.clock());
                    Progress progress = options.progress(surroundings, "appending", "rows")) {
                  return new AppendedLines(lines, writer, batch, idempotent, options, progress)
                      .run();
                }
              });
    }
  }
}
