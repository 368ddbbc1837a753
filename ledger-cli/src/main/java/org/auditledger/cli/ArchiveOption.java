package org.auditledger.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether what goes is kept elsewhere. */
final class ArchiveOption {

  @Option(
      names = "--archive-to",
      paramLabel = "DIRECTORY",
      description =
          "Write each partition into a file there, and read it back, before"
              + " anything else is done to it.")
  private @Nullable Path directory;

  Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }
}
