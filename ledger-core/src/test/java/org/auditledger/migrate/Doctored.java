package org.auditledger.migrate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The released sets, with another text of the last migration. */
final class Doctored {

  private static final String LAST = "deploy/V4__guards.sql";

  private Doctored() {}

  /** One that does the same, and is another file. */
  static MigrationSets note() {
    return last("\n-- reversible: lossless\n", "\n-- reversible: lossless\n-- A note.\n");
  }

  /** One that says of itself that it is never taken back. */
  static MigrationSets forbidden() {
    return last("\n-- reversible: lossless\n", "\n-- reversible: forbidden\n");
  }

  private static MigrationSets last(String from, String to) {
    Map<String, byte[]> files = new TreeMap<>(ReleasedFiles.of(MigrationSet.LEDGER));
    byte[] released = files.get(LAST);
    if (released == null) {
      throw new IllegalStateException("there is no " + LAST);
    }
    String text = new String(released, StandardCharsets.UTF_8);
    if (!text.contains(from)) {
      throw new IllegalStateException(LAST + " has not " + from.strip());
    }
    files.put(LAST, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return new MigrationSets(MigrationSet.control(), MigrationSet.read(MigrationSet.LEDGER, files));
  }
}
