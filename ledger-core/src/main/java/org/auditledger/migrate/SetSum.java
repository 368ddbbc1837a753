package org.auditledger.migrate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.entry.Digest;

/**
 * The running digest of a set's files, in byte order of their paths. Each file's sum covers all
 * files before it, so that the last one stands for the set, and the first that differs tells where.
 */
final class SetSum {

  private SetSum() {}

  /** The sum up to and with each file. */
  static SortedMap<String, Digest> of(Map<String, byte[]> files) {
    SortedMap<String, byte[]> sorted = new TreeMap<>(CanonicalJson.BY_CODE_POINT);
    sorted.putAll(files);
    SortedMap<String, Digest> sums = new TreeMap<>(CanonicalJson.BY_CODE_POINT);
    Digest sum = Digest.ZERO;
    for (Map.Entry<String, byte[]> file : sorted.entrySet()) {
      sum = next(sum, file.getKey().getBytes(StandardCharsets.UTF_8), file.getValue());
      sums.put(file.getKey(), sum);
    }
    return sums;
  }

  /** What stands for all of them. */
  static Digest total(Map<String, byte[]> files) {
    return last(of(files));
  }

  /** The sum up to and with the last file. */
  static Digest last(SortedMap<String, Digest> sums) {
    Digest last = Digest.ZERO;
    for (Digest sum : sums.values()) {
      last = sum;
    }
    return last;
  }

  private static Digest next(Digest before, byte[] path, byte[] content) {
    MessageDigest sha256 = Digest.newSha256();
    sha256.update(before.toBytes());
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(path.length).array());
    sha256.update(path);
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(content.length).array());
    return Digest.of(sha256.digest(content));
  }
}
