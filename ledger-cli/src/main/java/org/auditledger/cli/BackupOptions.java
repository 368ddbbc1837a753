package org.auditledger.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.backup.BackupFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Backups that are verified in place of a database. */
final class BackupOptions {

  @Option(
      names = "--backup",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Verify these backups, and no database: a whole one, and those that"
              + " go on from it, in order.")
  private List<Path> named = new ArrayList<>();

  @Mixin private final DecryptionOptions decryption;

  BackupOptions(Surroundings surroundings) {
    this.decryption = new DecryptionOptions(surroundings);
  }

  boolean isNamed() {
    return !named.isEmpty();
  }

  List<BackupFile> files(CommonOptions talk) {
    return files(named, decryption, talk);
  }

  /** Files that somebody named, encrypted or not, as backups that can be read. */
  static List<BackupFile> files(
      List<Path> named, DecryptionOptions decryption, CommonOptions talk) {
    return named.stream().map(path -> decryption.backup(path, talk)).toList();
  }
}
