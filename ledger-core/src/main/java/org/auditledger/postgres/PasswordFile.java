package org.auditledger.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** libpq's {@code .pgpass}: one {@code host:port:database:user:password} a line, * for any. */
final class PasswordFile {

  private static final long MAX_BYTES = 1 << 20;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final List<String> lines;
  private final @Nullable String warning;

  private PasswordFile(List<String> lines, @Nullable String warning) {
    this.lines = lines;
    this.warning = warning;
  }

  /** Reads the file; one that libpq would ignore is empty, and says so in its warning. */
  static PasswordFile read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        boolean absent = Files.notExists(file);
        return new PasswordFile(
            List.of(), absent ? null : "ignored " + file + ": it is not a plain file");
      }
      if (isOpenToOthers(file)) {
        return new PasswordFile(
            List.of(),
            "ignored " + file + ": others than its owner have access to it; chmod 0600 it");
      }
      if (Files.size(file) > MAX_BYTES) {
        return new PasswordFile(List.of(), "ignored " + file + ": it is larger than a megabyte");
      }
      return new PasswordFile(Files.readAllLines(file), null);
    } catch (NoSuchFileException e) {
      return new PasswordFile(List.of(), null);
    } catch (IOException e) {
      // The message of a decoding error holds positions, not content.
      return new PasswordFile(
          List.of(), "ignored " + file + ": it cannot be read as UTF-8 text (" + e + ")");
    }
  }

  /** Windows keeps no such permissions, and libpq does not ask there. */
  private static boolean isOpenToOthers(Path file) throws IOException {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  @Nullable String warning() {
    return warning;
  }

  /** The password of the first line that fits, or null. */
  @Nullable String find(HostAndPort server, String database, String user) {
    List<String> wanted = List.of(server.host(), Integer.toString(server.port()), database, user);
    for (String line : lines) {
      if (line.startsWith("#")) {
        continue;
      }
      List<String> fields = split(line);
      if (fields.size() == 5 && fits(fields, wanted)) {
        return unescape(fields.get(4));
      }
    }
    return null;
  }

  private static boolean fits(List<String> fields, List<String> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!fields.get(i).equals("*") && !unescape(fields.get(i)).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** At colons without a backslash; the fifth field ends at such a colon too, as in libpq. */
  private static List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length() && fields.size() < 5; i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        fields.add(line.substring(start, i));
        start = i + 1;
      }
    }
    if (fields.size() < 5) {
      fields.add(line.substring(start));
    }
    return fields;
  }

  private static String unescape(String field) {
    StringBuilder text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 1 < field.length()) {
        i++;
      }
      text.append(field.charAt(i));
    }
    return text.toString();
  }
}
