package org.auditledger.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** libpq's service files: named groups of parameters. */
final class ServiceFile {

  private static final long MAX_BYTES = 1 << 20;

  private ServiceFile() {}

  /** The parameters of this service, from the first file that has it. */
  static Map<Keyword, String> find(
      String service, @Nullable String namedFile, ClientEnvironment environment) {
    List<Path> files = new ArrayList<>();
    String file = namedFile != null ? namedFile : environment.variable("PGSERVICEFILE");
    files.add(file != null ? Path.of(file) : environment.home().resolve(".pg_service.conf"));
    String system = environment.variable("PGSYSCONFDIR");
    if (system != null) {
      files.add(Path.of(system, "pg_service.conf"));
    }
    for (Path candidate : files) {
      Parameters found = read(candidate, service, file != null && candidate.equals(files.get(0)));
      if (found != null) {
        return found.values();
      }
    }
    throw new ConnectionStringException(
        "service \"" + service + "\": it is not defined",
        "there is no [" + service + "] in " + join(files),
        "define it there, or say with PGSERVICEFILE or PGSYSCONFDIR where it is defined");
  }

  private static String join(List<Path> files) {
    return String.join(" or ", files.stream().map(Path::toString).toList());
  }

  private static @Nullable Parameters read(Path file, String service, boolean mustExist) {
    List<String> lines;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is larger than a megabyte");
      }
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      if (!mustExist) {
        return null;
      }
      throw unreadable(file, "the file does not exist");
    } catch (IOException e) {
      throw unreadable(file, "it is no readable UTF-8 text: " + e.getMessage());
    }
    return parse(file, lines, service);
  }

  private static @Nullable Parameters parse(Path file, List<String> lines, String service) {
    Parameters parameters = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        if (parameters != null) {
          break;
        }
        if (line.startsWith("[" + service + "]")) {
          parameters = new Parameters(file.toString(), true);
        }
      } else if (parameters != null) {
        putLine(parameters, line, i + 1);
      }
    }
    return parameters;
  }

  private static void putLine(Parameters parameters, String line, int number) {
    int equals = line.indexOf('=');
    if (equals <= 0) {
      throw parameters.withoutValue(number);
    }
    String name = line.substring(0, equals);
    if (name.equals("service") || name.equals("servicefile")) {
      throw new ConnectionStringException(
          "service file, line " + number + ": a service names another",
          "services do not nest",
          "write the parameters of the other service here");
    }
    parameters.putLibpq(name, line.substring(equals + 1), number);
  }

  private static ConnectionStringException unreadable(Path file, String why) {
    return new ConnectionStringException(
        "the service file " + file + " cannot be read", why, "correct it or its permissions");
  }
}
