package org.auditledger.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a set, by what its path says.
 *
 * @param version its number, such as 2 and 1 for V2_1
 */
record ScriptFile(String path, Role role, List<Integer> version, String name)
    implements Comparable<ScriptFile> {

  /** What a script is for; the order is that of the directories' listing in the guide. */
  enum Role {
    DEPLOY,
    REVERT,
    VERIFY,
    PREPARE;

    String directory() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern PATH =
      Pattern.compile(
          "(deploy|revert|verify|prepare)/V([1-9][0-9]{0,8}(?:_[0-9]{1,9})*)__([a-z0-9_]+)\\.sql");

  ScriptFile {
    version = List.copyOf(version);
  }

  /** What a path within the set says, if it says it as it should. */
  static Optional<ScriptFile> parse(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ScriptFile(
            path,
            Role.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
            Arrays.stream(parts.group(2).split("_", -1)).map(Integer::valueOf).toList(),
            parts.group(3)));
  }

  /** The path of the script of the same migration in another role. */
  String in(Role other) {
    return other.directory() + path.substring(path.indexOf('/'));
  }

  @Override
  public int compareTo(ScriptFile other) {
    int order = Arrays.compare(numbers(), other.numbers());
    return order != 0 ? order : path.compareTo(other.path);
  }

  private int[] numbers() {
    return version.stream().mapToInt(Integer::intValue).toArray();
  }
}
