package org.auditledger.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.auditledger.backup.HashedOutput;
import org.auditledger.backup.TargetFile;
import org.auditledger.entry.Digest;
import org.auditledger.export.Export;
import org.auditledger.export.ExportForm;
import org.auditledger.export.ExportRequest;
import org.auditledger.export.Exported;
import org.auditledger.postgres.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes entries out for other programs. */
@Command(
    name = "export",
    description = {
      "Write entries as JSON or CSV, for a spreadsheet, jq or another program.",
      "They come as they were at one moment, in the order of their numbers, without loss"
          + " (docs/export.md says how each value is written). The answer names their range, where"
          + " the ledger ended, and the SHA-256 of what was written: on standard output when that"
          + " went to a FILE, else beside it, on standard error.",
      "An export proves nothing: what it is of can be verified (verify, prove), and it cannot."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger export --format csv --output entries.csv",
      "  audit-ledger export --date-range 2026-01-01,2026-03-31 --verdict-filter FLAG",
      "  audit-ledger export --fields sequence_number,verdict,reasoning --limit 10"
    })
final class ExportCommand implements Callable<Integer> {

  private static final int BUFFER = 1 << 16;

  /** What is written, as it is typed. */
  enum Form {
    json,
    jsonl,
    csv,
    spreadsheet;

    private ExportForm form() {
      return ExportForm.valueOf(name().toUpperCase(Locale.ROOT));
    }

    /** What the name of a file says about what is to be in it. */
    private static Optional<Form> of(@Nullable Path file) {
      String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
      return Optional.of(name.substring(name.lastIndexOf('.') + 1))
          .filter(end -> end.matches("json|jsonl|csv"))
          .map(Form::valueOf);
    }
  }

  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description =
          "json (one array), jsonl (an object to a line), csv, or spreadsheet: csv to be opened by"
              + " a double click, where text that looks like a formula or a number has an"
              + " apostrophe before it. Without this, as FILE is named, or else jsonl.")
  private @Nullable Form form;

  @Option(
      names = "--fields",
      paramLabel = "NAME",
      split = ",",
      description = "Only these columns, in this order.")
  private @Nullable List<String> fields;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where the entries go, instead of standard output. It appears when it is whole, and a"
              + " file that is there is never written over.")
  private @Nullable Path output;

  @Mixin private final EntryFilterOptions filter = new EntryFilterOptions();
  @Mixin private final LedgerOptions ledger;
  @Mixin private final CommonOptions options = new CommonOptions();

  ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
  }

  @Override
  public Integer call() {
    if (fields != null && new HashSet<>(fields).size() < fields.size()) {
      throw new ParameterException(command.commandLine(), "--fields names each field once");
    }
    Form asked = form != null ? form : Form.of(output).orElse(Form.jsonl);
    ExportRequest request =
        new ExportRequest(asked.form(), Optional.ofNullable(fields), filter.filter());
    Instant begun = surroundings.clock().instant();
    if (output != null) {
      Path file = output;
      ExportAnswer answer =
          ledger.use(options, server -> write(server, request, asked, file, begun));
      options.print(answer);
      return exit(answer);
    }
    return ledger.use(options, server -> write(server, request, asked, begun));
  }

  private ExportAnswer write(
      Server server, ExportRequest request, Form asked, Path path, Instant begun) {
    try (TargetFile file = TargetFile.create(path, "export")) {
      OutputStream out = file.out();
      Exported exported = export(server, request, out);
      out.flush();
      Digest sha256 = file.settle();
      file.publish();
      return ExportAnswer.of(
          asked.name(), path.toString(), exported, file.size(), sha256, millisSince(begun));
    } catch (IOException e) {
      throw TargetFile.failed(path, "export", e);
    }
  }

  private int write(Server server, ExportRequest request, Form asked, Instant begun) {
    StandardOutput target = surroundings.output();
    HashedOutput hashed = new HashedOutput(target);
    try {
      OutputStream out = new BufferedOutputStream(hashed, BUFFER);
      Exported exported = export(server, request, out);
      out.flush();
      ExportAnswer answer =
          ExportAnswer.of(
              asked.name(), null, exported, hashed.size(), hashed.digest(), millisSince(begun));
      options.say(options.json() ? Json.line(answer) : answer.line());
      return exit(answer);
    } catch (IOException e) {
      // A reader who has read enough is told nothing; but it was not all, and that is not success.
      // What else broke, the program says itself.
      return (target.failure() == null ? ExitCode.INTERRUPTED : ExitCode.DONE).code();
    }
  }

  private Exported export(Server server, ExportRequest request, OutputStream out)
      throws IOException {
    try (Progress progress = options.progress(surroundings, "exporting", "entries")) {
      return new Export(
              server,
              request,
              (done, all) -> {
                progress.total(all);
                progress.done(done);
              })
          .write(out);
    }
  }

  /** A broken chain is told to who asked for silence, too. */
  private int exit(ExportAnswer answer) {
    Optional<String> broken = answer.broken();
    broken.ifPresent(said -> command.commandLine().getErr().println(Failure.oneLine(said)));
    return (broken.isPresent() ? ExitCode.CHAIN_BROKEN : ExitCode.DONE).code();
  }

  private long millisSince(Instant begun) {
    return Duration.between(begun, surroundings.clock().instant()).toMillis();
  }
}
