package org.auditledger.migrate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A migration's version: {@code 2.1} for people, {@code 2_1} in a file's name. */
public record Version(List<Integer> parts) implements Comparable<Version> {

  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}([._][0-9]{1,9})*");

  public Version {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a version has a number");
    }
  }

  /** The version that a person or a file's name means, if it is one; a leading V is let pass. */
  public static Optional<Version> parse(String text) {
    String digits = text.startsWith("V") || text.startsWith("v") ? text.substring(1) : text;
    if (!VERSION.matcher(digits).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Version(Arrays.stream(digits.split("[._]", -1)).map(Integer::valueOf).toList()));
  }

  @Override
  public int compareTo(Version other) {
    int length = Math.max(parts.size(), other.parts.size());
    for (int i = 0; i < length; i++) {
      int mine = i < parts.size() ? parts.get(i) : 0;
      int theirs = i < other.parts.size() ? other.parts.get(i) : 0;
      if (mine != theirs) {
        return Integer.compare(mine, theirs);
      }
    }
    // Only so is the order that of equality: 2 and 2.0 are two versions.
    return Integer.compare(parts.size(), other.parts.size());
  }

  @Override
  public String toString() {
    return parts.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
