package org.auditledger.cli;

import java.util.Locale;
import java.util.Optional;
import org.auditledger.buffer.BufferException;
import org.auditledger.buffer.BufferWriter;
import org.auditledger.buffer.TelemetryRecord;
import org.auditledger.postgres.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Buffers telemetry. */
@Command(
    name = "append",
    description = {
      "Write telemetry into the buffer: JSON Lines, one record a line.",
      "A record has subject, telemetry_id, telemetry_ts (with an offset) and measurement (an"
          + " object), and may have tenant_id (else: default) and measurement_hash (which has to"
          + " be the computed one). The partition of its time has to be there, and its time may be"
          + " ahead of the server's clock by the tenant's max_clock_skew_seconds.",
      "Each batch is one transaction, and is answered when it is durable. The first line that is"
          + " refused ends it: nothing of its batch is written, and exit is 2, or 22 without a"
          + " partition."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger buffer append telemetry.jsonl --ledger-db service=ledger",
      "  audit-ledger buffer append telemetry.jsonl --batch 100 --json"
    })
final class BufferAppendCommand implements Runnable {

  private static final int MOST = 1_000_000;

  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many records are one transaction (default: ${DEFAULT-VALUE}).")
  private int batch = 1000;

  @Mixin private final JsonLines.Source source;
  @Mixin private final LedgerOptions ledger;
  @Mixin private final OutputOptions options = new OutputOptions();

  BufferAppendCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.source = new JsonLines.Source(surroundings);
    this.ledger = new LedgerOptions(surroundings);
  }

  @Override
  public void run() {
    if (batch < 1 || batch > MOST) {
      throw new ParameterException(
          command.commandLine(), "--batch is 1 to " + MOST + ", not " + batch);
    }
    try (JsonLines lines = source.open()) {
      boolean unused =
          ledger.use(
              options,
              server -> {
                try (BufferWriter writer = BufferWriter.open(server, surroundings.clock())) {
                  append(lines, writer);
                } catch (BufferException e) {
                  throw failed(lines, e);
                }
                return true;
              });
    }
  }

  private void append(JsonLines lines, BufferWriter writer) {
    Progress progress = options.progress(surroundings, "buffering", "rows");
    try (progress) {
      long first = 1;
      for (Optional<byte[]> line = next(lines); line.isPresent(); line = next(lines)) {
        writer.add(lines.number(), parse(lines, line.get()));
        if (lines.number() - first + 1 == batch) {
          show(first, lines.number(), writer.commit());
          first = lines.number() + 1;
        }
        progress.done(lines.number());
      }
      if (lines.number() >= first) {
        show(first, lines.number(), writer.commit());
      }
    }
  }

  private static Optional<byte[]> next(JsonLines lines) {
    try {
      return lines.next();
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          lines.refused(
              ExitCode.USAGE, String.valueOf(e.getMessage()), "one JSON object on a line"),
          e);
    }
  }

  private static TelemetryRecord parse(JsonLines lines, byte[] line) {
    try {
      return TelemetryRecord.parse(line);
    } catch (IllegalArgumentException e) {
      String why = line.length == 0 ? "it is empty" : String.valueOf(e.getMessage());
      throw new CommandFailed(
          lines.refused(ExitCode.USAGE, why, "nothing of its batch was written: correct it"), e);
    }
  }

  private void show(long first, long last, long records) {
    options.print(new Written("audit-ledger/buffer-append/1", first, last, records));
  }

  private static CommandFailed failed(JsonLines lines, BufferException e) {
    Explanation said = e.explanation();
    Failure failure =
        switch (e.trouble()) {
          case RECORD -> lines.refused(ExitCode.USAGE, e.number(), said.why(), said.next());
          case NO_PARTITION -> lines.refused(ExitCode.REFUSED, e.number(), said.why(), said.next());
          case NOT_A_BUFFER, UNKNOWN -> Failures.of(ExitCode.DATABASE, said);
        };
    return new CommandFailed(failure, e);
  }

  private record Written(String format, long firstLine, long lastLine, long records)
      implements Answer {

    @Override
    public String text() {
      String lines =
          firstLine == lastLine ? "line " + firstLine : "lines " + firstLine + " to " + lastLine;
      return String.format(
          Locale.ROOT, "%s: %,d %s written\n", lines, records, records == 1 ? "record" : "records");
    }
  }
}
