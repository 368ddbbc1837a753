package org.auditledger.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that stand in the place of PostgreSQL's, and mostly call the real ones. */
public record FakePrograms(Path directory) {

  /** The real ones of this machine, if there are any. */
  public static Optional<Path> real() {
    return PgDumpPrograms.places(Optional.ofNullable(System.getenv("PATH"))).stream()
        .filter(place -> Files.isExecutable(place.resolve("pg_dump")))
        .filter(place -> Files.isExecutable(place.resolve("pg_restore")))
        .findFirst();
  }

  /** The version of the real ones; 0 when there are none. */
  public static int realMajor() {
    return real().map(FakePrograms::major).orElse(OptionalInt.empty()).orElse(0);
  }

  private static OptionalInt major(Path place) {
    try {
      Process process =
          new ProcessBuilder(place.resolve("pg_dump").toString(), "--version").start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      Matcher version = Pattern.compile("\\(PostgreSQL\\) (\\d+)").matcher(said);
      return version.find()
          ? OptionalInt.of(Integer.parseInt(version.group(1)))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /** A pg_dump that does this, and the real pg_restore. */
  public static FakePrograms dumping(Path directory, String script) throws IOException {
    FakePrograms programs = new FakePrograms(Files.createDirectories(directory));
    programs.program("pg_dump", script);
    programs.program("pg_restore", "exec REAL/pg_restore \"$@\"");
    return programs;
  }

  /** In a script REAL stands for where the real programs are. */
  void program(String name, String script) throws IOException {
    String real = real().map(Path::toString).orElse("/nonexistent");
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script.replace("REAL", real) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Where to look for programs: here, and nowhere else. */
  public List<Path> places() {
    return List.of(directory);
  }
}
