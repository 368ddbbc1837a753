package org.auditledger.backup;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.postgres.Server;

/**
 * This machine's pg_dump, and the pg_restore that came with it.
 *
 * @param directory where both are
 * @param major their major version
 */
public record PgDumpPrograms(Path directory, int major) {

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final int VERSION_LENGTH = 1000;

  /**
   * Where these programs may be: in the directories of the PATH, and then where packages put those
   * that are not on it, the older ones first.
   */
  public static List<Path> places(Optional<String> path) {
    Set<Path> places = new LinkedHashSet<>();
    path.stream()
        .flatMap(list -> Stream.of(list.split(Pattern.quote(File.pathSeparator), -1)))
        .filter(part -> !part.isEmpty())
        .map(Path::of)
        .forEach(places::add);
    installed(Path.of("/usr/lib/postgresql"), "*").forEach(v -> places.add(v.resolve("bin")));
    installed(Path.of("/usr"), "pgsql-*").forEach(v -> places.add(v.resolve("bin")));
    return List.copyOf(places);
  }

  private static List<Path> installed(Path parent, String glob) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(parent, glob)) {
      versions.forEach(found::add);
    } catch (IOException e) {
      // There is nothing of the kind on this machine.
    }
    found.sort(null);
    return found;
  }

  /**
   * The first that can dump this server: an older pg_dump refuses a newer one.
   *
   * @throws BackupException when there is none; it says what to install
   */
  static PgDumpPrograms find(List<Path> places, Server server, int serverMajor) {
    List<String> unfit = new ArrayList<>();
    for (Path place : places) {
      Path dump = place.resolve("pg_dump");
      if (Files.isExecutable(dump) && Files.isExecutable(place.resolve("pg_restore"))) {
        OptionalInt major = major(dump, server);
        if (major.isPresent() && major.getAsInt() >= serverMajor) {
          return new PgDumpPrograms(place, major.getAsInt());
        }
        unfit.add(
            dump
                + (major.isPresent()
                    ? " is of " + major.getAsInt()
                    : " does not tell its version"));
      }
    }
    throw new BackupException(
        Trouble.PROGRAM,
        "nothing was backed up: there is no pg_dump here for PostgreSQL " + serverMajor,
        unfit.isEmpty()
            ? "neither the PATH nor the usual places have pg_dump and pg_restore"
            : "it has to be as new as the server, and " + String.join(", ", unfit),
        String.format(
            "install it: apt-get install postgresql-client-%1$d, or dnf install postgresql%1$d"
                + " (both from postgresql.org's repository); --format native needs none",
            serverMajor));
  }

  /** Asked in the environment that it will have: Debian's chooses its version by that. */
  private static OptionalInt major(Path dump, Server server) {
    try {
      byte[][] said = {new byte[0]};
      PgProgram.Ended ended =
          program(List.of(dump.toString(), "--version"), Optional.of(server))
              .run(out -> said[0] = beginning(out));
      Matcher version = VERSION.matcher(new String(said[0], StandardCharsets.UTF_8));
      return ended.well() && version.find()
          ? OptionalInt.of(Integer.parseInt(version.group(1)))
          : OptionalInt.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static byte[] beginning(InputStream out) throws IOException {
    byte[] beginning = out.readNBytes(VERSION_LENGTH);
    out.transferTo(OutputStream.nullOutputStream());
    return beginning;
  }

  /** pg_dump with these arguments, of this server. */
  PgProgram dump(List<String> arguments, Server server) {
    return program(command("pg_dump", arguments), Optional.of(server));
  }

  /** pg_restore with these arguments; it connects to nothing. */
  PgProgram restore(List<String> arguments) {
    return program(command("pg_restore", arguments), Optional.empty());
  }

  /**
   * Restores a dump into a database that has nothing yet, up to the first error.
   *
   * @return why it did not work; empty when all of it is there
   * @throws IOException when the program cannot be run
   */
  public Optional<String> restoreInto(Server target, Path dump) throws IOException {
    List<String> arguments =
        List.of(
            // There is a schema public in a new database, and one in the dump.
            "--clean",
            "--if-exists",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--no-password",
            "--dbname=" + target.database(),
            dump.toString());
    PgProgram.Ended ended =
        program(command("pg_restore", arguments), Optional.of(target))
            .run(out -> out.transferTo(OutputStream.nullOutputStream()));
    return ended.well() ? Optional.empty() : Optional.of(ended.why("pg_restore"));
  }

  private List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(directory.resolve(program).toString()));
    command.addAll(arguments);
    return command;
  }

  private static PgProgram program(List<String> command, Optional<Server> server) {
    return new PgProgram(
        command,
        server.map(Server::toLibpqEnvironment).orElse(Map.of()),
        server.map(Server::secrets).orElse(List.of()));
  }

  @Override
  public String toString() {
    return directory.resolve("pg_dump") + " " + major;
  }
}
