package org.auditledger.cli;

import java.nio.file.Path;
import org.auditledger.backup.BackupDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "list",
    description = {
      "List the backups in a directory: of what they are, which belong together, and from which the"
          + " ledger can be restored.",
      "Each file says so of itself. That its rows are what it says shows: audit-ledger backup"
          + " verify."
    },
    footer = {"", "Example:", "  audit-ledger backup list /var/backups/ledger"})
final class BackupListCommand implements Runnable {

  @Parameters(paramLabel = "DIRECTORY", description = "Where the backups are.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private Path directory;

  @Mixin private final DecryptionOptions decryption;
  @Mixin private final OutputOptions options = new OutputOptions();

  BackupListCommand(Surroundings surroundings) {
    this.decryption = new DecryptionOptions(surroundings);
  }

  @Override
  public void run() {
    options.print(
        BackupsAnswer.of(
            BackupDirectory.read(directory, path -> decryption.listed(path, options)).backups()));
  }
}
