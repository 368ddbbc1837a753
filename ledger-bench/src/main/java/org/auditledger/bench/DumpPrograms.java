package org.auditledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditledger.backup.PgDumpPrograms;

/** The pg_dump and pg_restore that came with a version of PostgreSQL, to be measured against. */
record DumpPrograms(Path directory, int major) {

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ([0-9]+)");
  private static final int FIRST_WITH_ZSTD = 16;

  /** The first that are as new as the server: an older pg_dump refuses it. */
  static DumpPrograms atLeast(int serverMajor) throws IOException, InterruptedException {
    for (Path place : PgDumpPrograms.places(Optional.ofNullable(System.getenv("PATH")))) {
      if (isProgram(place.resolve("pg_dump")) && isProgram(place.resolve("pg_restore"))) {
        int major = major(place.resolve("pg_dump"));
        if (major >= serverMajor) {
          return new DumpPrograms(place, major);
        }
      }
    }
    throw new IOException(
        ("there is no pg_dump for PostgreSQL %1$d: install postgresql-client-%1$d, or measure on an"
                + " older server that is there, with --server")
            .formatted(serverMajor));
  }

  /** Debian's on the path only chooses one of the others, and that would be measured, too. */
  private static boolean isProgram(Path file) throws IOException {
    return Files.isExecutable(file) && file.toRealPath().getFileName().equals(file.getFileName());
  }

  private static int major(Path dump) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(dump.toString(), "--version").start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher version = VERSION.matcher(said);
    if (process.waitFor() != 0 || !version.find()) {
      throw new IOException(dump + " does not tell its version: " + said.strip());
    }
    return Integer.parseInt(version.group(1));
  }

  boolean canCompressWithZstd() {
    return major >= FIRST_WITH_ZSTD;
  }

  /** All of a database into a file, compressed as by default or as these options say. */
  List<String> dump(String file, String... options) {
    return command("pg_dump", List.of("--format=custom", "--file=" + file), List.of(options));
  }

  /** Into a new database: there is a schema public in it, and one in the dump. */
  List<String> restore(String file) {
    return command(
        "pg_restore",
        List.of("--clean", "--if-exists", "--exit-on-error", "--dbname={dsn}"),
        List.of(file));
  }

  private List<String> command(String program, List<String> options, List<String> more) {
    return Stream.of(List.of(directory.resolve(program).toString()), options, more)
        .flatMap(List::stream)
        .toList();
  }
}
