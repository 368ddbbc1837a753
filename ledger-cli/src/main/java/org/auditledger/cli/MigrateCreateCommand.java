package org.auditledger.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.auditledger.migrate.SetDirectory;
import org.auditledger.migrate.SetDirectoryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "create",
    description = {
      "Write the deploy, revert and verify scripts of the next migration of a set, to be filled"
          + " in.",
      "None of them may exist, and either all are written or none."
    },
    footer = {"", "Example:", "  audit-ledger migrate create entry_origin --directory my-set"})
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class MigrateCreateCommand implements Runnable {

  @Parameters(paramLabel = "NAME", description = "What it does, such as entry_origin.")
  private String name;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "The set's directory, empty for a new set (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("migrations", "ledger");

  @Mixin private OutputOptions options = new OutputOptions();

  @Override
  public void run() {
    try {
      List<String> files =
          new SetDirectory(directory).create(name).stream().map(Path::toString).toList();
      options.print(new Made("audit-ledger/migration-form/1", directory.toString(), files));
    } catch (SetDirectoryException e) {
      throw new CommandFailed(Failures.of(ExitCode.USAGE, e.explanation()), e);
    }
  }

  private record Made(String format, String directory, List<String> files) implements Answer {

    Made {
      files = List.copyOf(files);
    }

    @Override
    public String text() {
      return files.stream().map(file -> "wrote " + file + "\n").collect(Collectors.joining())
          + "next: fill in what says FILL IN; audit-ledger migrate lint "
          + directory
          + "; add the files to migrations.sum when the set is released\n";
    }
  }
}
