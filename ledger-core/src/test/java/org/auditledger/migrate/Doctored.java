package org.auditledger.migrate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The released sets, with another text of one migration. */
final class Doctored {

  private static final String LAST = "deploy/V4__guards.sql";

  private Doctored() {}

  /** One that does the same, and is another file. */
  static MigrationSets note() {
    return replaced(LAST, "\n-- reversible: lossless\n", "\n-- reversible: lossless\n-- A note.\n");
  }

  /** One that says of itself that it is never taken back. */
  static MigrationSets forbidden() {
    return replaced(LAST, "\n-- reversible: lossless\n", "\n-- reversible: forbidden\n");
  }

  /** One whose third migration begins with this statement. */
  static MigrationSets beginning(String statement) {
    String reversible = "\n-- reversible: refuses-if-data\n";
    return replaced(
        "deploy/V3__transcript_columns.sql", reversible, reversible + "\n" + statement + "\n");
  }

  private static MigrationSets replaced(String file, String from, String to) {
    Map<String, byte[]> files = new TreeMap<>(ReleasedFiles.of(MigrationSet.LEDGER));
    byte[] released = files.get(file);
    if (released == null) {
      throw new IllegalStateException("there is no " + file);
    }
    String text = new String(released, StandardCharsets.UTF_8);
    if (!text.contains(from)) {
      throw new IllegalStateException(file + " has not " + from.strip());
    }
    files.put(file, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return new MigrationSets(MigrationSet.control(), MigrationSet.read(MigrationSet.LEDGER, files));
  }
}
