package org.auditledger.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.backup.BackupFile;
import picocli.CommandLine.Option;

/** Backups that are verified in place of a database. */
final class BackupOption {

  @Option(
      names = "--backup",
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Verify these backups, and no database: a whole one, and those that",
        "go on from it, in order."
      })
  private List<Path> named = new ArrayList<>();

  boolean isNamed() {
    return !named.isEmpty();
  }

  List<BackupFile> files() {
    return files(named);
  }

  /** The one place where a file that somebody named becomes a backup that can be read. */
  static List<BackupFile> files(List<Path> named) {
    return named.stream().map(BackupFile::plain).toList();
  }
}
