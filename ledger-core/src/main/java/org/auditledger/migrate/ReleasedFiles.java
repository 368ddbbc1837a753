package org.auditledger.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.entry.Digest;

/** The files that were released, from the class path, each proven to be what was released. */
final class ReleasedFiles {

  private static final String ROOT = "/org/auditledger/migrations/";
  private static final String SUMS = "migrations.sum";

  private ReleasedFiles() {}

  /** A set's files by their paths within it. */
  static Map<String, byte[]> of(String set) {
    SortedMap<String, Digest> released = sums(read(SUMS), set);
    SortedMap<String, byte[]> files = new TreeMap<>();
    released.keySet().forEach(path -> files.put(path, read(set + "/" + path)));
    check(set, released, files);
    return files;
  }

  /** What stands for all files of a set: what was proven of each is not computed once more. */
  static Digest sum(String set) {
    return SetSum.last(sums(read(SUMS), set));
  }

  /** What {@code migrations.sum} says of a set: the sum up to and with each file. */
  static SortedMap<String, Digest> sums(byte[] file, String set) {
    SortedMap<String, Digest> sums = new TreeMap<>(CanonicalJson.BY_CODE_POINT);
    for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
      int hex = 2 * Digest.LENGTH;
      if (line.startsWith(set + "/", hex + 2)) {
        sums.put(line.substring(hex + 3 + set.length()), Digest.ofHex(line.substring(0, hex)));
      }
    }
    return sums;
  }

  /** Refuses files of which one is not what its sum says. */
  static void check(String set, Map<String, Digest> released, Map<String, byte[]> files) {
    SetSum.of(files)
        .forEach(
            (path, sum) -> {
              if (!sum.equals(released.get(path))) {
                throw new MigrationSetException(
                    set
                        + "/"
                        + path
                        + " is not the file that was released: nothing is run from it");
              }
            });
  }

  private static byte[] read(String path) {
    try (InputStream in = ReleasedFiles.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new MigrationSetException(path + " was released, and is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
