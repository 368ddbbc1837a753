package org.auditledger.age;

import java.util.List;

/** The lines of a file of keys, as the age command reads it. */
final class Lines {

  private Lines() {}

  static List<String> of(String text) {
    return text.lines().toList();
  }

  /** Whether it is empty or a comment. */
  static boolean isSilent(String line) {
    return line.isBlank() || line.startsWith("#");
  }
}
