package org.auditledger.cli;

import java.nio.file.Path;
import java.util.List;
import org.auditledger.backup.BackupFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which backups are restored together, and whether somebody has to answer for them. */
final class BackupFilesOptions {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A whole backup, and those that go on from it, in order.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private List<Path> files;

  @Option(
      names = "--accept-unsigned",
      description =
          "Restore it although nobody who is trusted has signed it: for a backup of a"
              + " ledger that was never adopted, of which you know where it has been.")
  private boolean unsignedToo;

  @Mixin private final DecryptionOptions decryption;

  BackupFilesOptions(Surroundings surroundings) {
    this.decryption = new DecryptionOptions(surroundings);
  }

  List<BackupFile> files(CommonOptions talk) {
    return files.stream().map(path -> decryption.backup(path, talk)).toList();
  }

  /** The files as they were named. */
  List<String> names() {
    return files.stream().map(Path::toString).toList();
  }

  boolean unsignedToo() {
    return unsignedToo;
  }
}
