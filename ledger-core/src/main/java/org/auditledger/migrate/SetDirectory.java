package org.auditledger.migrate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditledger.postgres.Explanation;

/** A migration set that somebody is working on, in files. Nothing of it has been released. */
public record SetDirectory(Path path) {

  /** A script that is longer is none that a person could approve. */
  static final int MAX_FILE = 1 << 20;

  static final int MAX_FILES = 10_000;

  private static final List<String> ROLES = List.of("revert", "verify", "deploy");
  private static final Pattern NUMBERED = Pattern.compile("[a-z]+/V([0-9_]+?)__(.+)\\.sql");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]{0,99}");

  /**
   * The texts of its files, by their paths within it.
   *
   * @throws SetDirectoryException when it is no set, or a file cannot be read as text
   */
  public SortedMap<String, String> read() {
    SortedMap<String, String> files = list();
    boolean set = ROLES.stream().anyMatch(role -> Files.isDirectory(path.resolve(role)));
    if (!set) {
      throw trouble(
          path + " is no migration set",
          "it has none of the directories deploy, revert and verify",
          "name the directory that holds them, such as migrations/ledger");
    }
    files.replaceAll((file, none) -> text(path.resolve(file)));
    return files;
  }

  /**
   * Writes the three scripts of the next migration as forms to be filled in.
   *
   * @return their paths
   * @throws SetDirectoryException when they cannot all be made; then none of them is left
   */
  public List<Path> create(String name) {
    if (!NAME.matcher(name).matches()) {
      throw trouble(
          "'" + name + "' is no name of a migration",
          "it is a part of file names: lower-case letters, digits and _, at most 100",
          "say in two or three words what it does, such as entry_origin");
    }
    String file = "V" + next() + "__" + name;
    Deque<Path> made = new ArrayDeque<>();
    try {
      for (String role : ROLES) {
        Path home = path.resolve(role);
        Path target = home.resolve(file + ".sql");
        if (!Files.isDirectory(home)) {
          Files.createDirectory(home);
          made.push(home);
        }
        String form = SetForms.read(role).replace("{file}", file);
        // Only a file that this call has made may be taken away again.
        Files.write(target, new byte[0], StandardOpenOption.CREATE_NEW);
        made.push(target);
        Files.writeString(target, form);
      }
    } catch (IOException e) {
      made.forEach(SetDirectory::delete);
      throw trouble(
          "no migration was made in " + path,
          "a file could not be written: " + e.getMessage(),
          "make it writable, or name another directory by --directory");
    }
    return made.stream()
        .filter(Files::isRegularFile)
        .sorted(Comparator.comparing(Path::toString))
        .toList();
  }

  /** The number after the last; two migrations of one number leave no next. */
  private int next() {
    int last = 0;
    Map<String, String> owners = new HashMap<>();
    for (String file : list().keySet()) {
      Matcher parts = NUMBERED.matcher(file);
      if (parts.matches()) {
        String other = owners.putIfAbsent(parts.group(1), file);
        if (other != null && !other.endsWith(file.substring(file.indexOf('/')))) {
          throw trouble(
              "two migrations have the number V" + parts.group(1) + ": " + other + ", " + file,
              "no order could be told for what comes after them",
              "give the newer one the next number");
        }
        Version version =
            Version.parse(parts.group(1))
                .orElseThrow(
                    () ->
                        trouble(
                            file + " has no number", "V1 and V2_1 are numbers", "rename the file"));
        last = Math.max(last, version.parts().get(0));
      }
    }
    return last + 1;
  }

  private SortedMap<String, String> list() {
    if (!Files.isDirectory(path)) {
      throw trouble(path + " is no directory", "a set is one", "name the set's directory");
    }
    SortedMap<String, String> files = new TreeMap<>();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(path, 4)) {
      paths
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .limit(MAX_FILES + 1L)
          .forEach(found::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw trouble(path + " cannot be read", String.valueOf(e.getMessage()), "check who may");
    }
    if (found.size() > MAX_FILES) {
      throw trouble(
          path + " is no migration set",
          "it holds more than " + MAX_FILES + " files",
          "name the directory that holds deploy, revert and verify");
    }
    found.forEach(file -> files.put(path.relativize(file).toString().replace('\\', '/'), ""));
    return files;
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE) {
        throw trouble(
            file + " is not read", "a script is a file of at most 1 MiB", "keep it out of the set");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw trouble(file + " is not UTF-8", "its bytes are no text", "save it as UTF-8");
    } catch (IOException e) {
      throw trouble(file + " cannot be read", String.valueOf(e.getMessage()), "check who may");
    }
  }

  private static void delete(Path made) {
    try {
      Files.deleteIfExists(made);
    } catch (IOException e) {
      // The failure that brought us here is the one to report; lint names what is left.
    }
  }

  private static SetDirectoryException trouble(String what, String why, String next) {
    return new SetDirectoryException(new Explanation(what, why, next));
  }
}
