package org.auditledger.cli;

import java.nio.file.Path;
import java.util.List;
import org.auditledger.backup.BackupDirectory;
import org.auditledger.backup.ListedBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "prune",
    description = {
      "Remove older backups from a directory, and leave all that a restore of the newer ones"
          + " needs.",
      "Without --apply it only says what would go. With it, every byte of what is left is read"
          + " before anything goes. What is no backup, or lacks an older one, is left alone."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger backup prune /var/backups/ledger --keep 14",
      "  audit-ledger backup prune /var/backups/ledger --keep 14 --apply"
    })
final class BackupPruneCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Parameters(paramLabel = "DIRECTORY", description = "Where the backups are.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private Path directory;

  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "How many of each ledger's newest backups can be restored afterwards.")
  private int keep;

  @Option(names = "--apply", description = "Remove them.")
  private boolean apply;

  @Mixin private final DecryptionOptions decryption;
  @Mixin private final OutputOptions options = new OutputOptions();

  BackupPruneCommand(Surroundings surroundings) {
    this.decryption = new DecryptionOptions(surroundings);
  }

  @Override
  public void run() {
    if (keep < 1) {
      throw new ParameterException(command.commandLine(), "--keep is 1 or more, not " + keep);
    }
    BackupDirectory backups =
        BackupDirectory.read(directory, path -> decryption.listed(path, options));
    List<ListedBackup> gone = apply ? backups.prune(keep) : backups.superfluous(keep);
    options.print(new Pruned("audit-ledger/backup-prune/1", apply, names(gone), size(gone)));
  }

  private static List<String> names(List<ListedBackup> backups) {
    return backups.stream().map(backup -> backup.path().toString()).toList();
  }

  private static long size(List<ListedBackup> backups) {
    return backups.stream().mapToLong(ListedBackup::size).sum();
  }

  private record Pruned(String format, boolean applied, List<String> files, long bytes)
      implements Answer {

    @Override
    public String text() {
      if (files.isEmpty()) {
        return "nothing to remove: all that is there is needed\n";
      }
      Page page =
          new Page(
              (applied ? "removed " : "would remove ")
                  + files.size()
                  + (files.size() == 1 ? " backup, " : " backups, ")
                  + bytes
                  + " bytes");
      page.facts("file", files);
      return applied ? page.toString() : page.line("to remove them: --apply").toString();
    }
  }
}
