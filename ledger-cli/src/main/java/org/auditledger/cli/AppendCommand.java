package org.auditledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The entries; without it, or with -, they come from standard input.")
  private @Nullable Path file;

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

  @Mixin private LedgerOptions ledger;
  @Mixin private OutputOptions options = new OutputOptions();

  AppendCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
  }

  @Override
  public void run() {
    if (batch < 1 || batch > 10_000) {
      throw new CommandFailed(
          new Failure(ExitCode.USAGE, "--batch is 1 to 10000, not " + batch, "", "see --help"));
    }
    try (InputStream in = open()) {
      long unused =
          ledger.use(
              options,
              server -> {
                try (LedgerWriter writer =
                        LedgerWriter.open(server, WriterSettings.standard(), surroundings.clock());
                    Progress progress = options.progress(surroundings, "appending")) {
                  return new AppendedLines(
                          new InputLines(in), writer, batch, idempotent, options, progress)
                      .run();
                }
              });
    } catch (IOException e) {
      throw new CommandFailed(
          new Failure(
              ExitCode.USAGE, "cannot read " + name(), String.valueOf(e.getMessage()), "check it"),
          e);
    }
  }

  private InputStream open() throws IOException {
    if (file == null || file.toString().equals("-")) {
      return System.in;
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailed(
          new Failure(
              ExitCode.USAGE,
              "cannot read " + file,
              "there is no such file, or you may not read it",
              "name a file of JSON Lines, or - for standard input"));
    }
    return Files.newInputStream(file);
  }

  private String name() {
    return file == null ? "standard input" : file.toString();
  }
}
