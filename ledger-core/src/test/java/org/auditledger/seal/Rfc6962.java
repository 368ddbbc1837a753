package org.auditledger.seal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.entry.Digest;

/**
 * RFC 6962, section 2.1, written down as it is defined: recursive, over lists of leaf hashes,
 * sharing nothing with the code that it judges.
 */
final class Rfc6962 {

  /** Roots do not change: remembering them makes all pairs of sizes affordable. */
  private final Map<List<Digest>, Digest> roots = new HashMap<>();

  static Digest leafHash(byte[] leaf) {
    MessageDigest sha256 = Digest.newSha256();
    sha256.update((byte) 0);
    return Digest.of(sha256.digest(leaf));
  }

  static Digest root(List<Digest> leaves) {
    return new Rfc6962().mth(leaves);
  }

  private Digest mth(List<Digest> d) {
    Digest known = roots.get(d);
    if (known == null) {
      known = define(d);
      roots.put(d, known);
    }
    return known;
  }

  private Digest define(List<Digest> d) {
    int n = d.size();
    if (n == 0) {
      return Digest.of(Digest.newSha256().digest());
    }
    if (n == 1) {
      return d.get(0);
    }
    int k = split(n);
    MessageDigest sha256 = Digest.newSha256();
    sha256.update((byte) 1);
    sha256.update(mth(d.subList(0, k)).toBytes());
    return Digest.of(sha256.digest(mth(d.subList(k, n)).toBytes()));
  }

  List<Digest> path(int m, List<Digest> d) {
    int n = d.size();
    if (n == 1) {
      return List.of();
    }
    int k = split(n);
    return m < k
        ? plus(path(m, d.subList(0, k)), mth(d.subList(k, n)))
        : plus(path(m - k, d.subList(k, n)), mth(d.subList(0, k)));
  }

  List<Digest> proof(int m, List<Digest> d) {
    return subproof(m, d, true);
  }

  private List<Digest> subproof(int m, List<Digest> d, boolean b) {
    int n = d.size();
    if (m == n) {
      return b ? List.of() : List.of(mth(d));
    }
    int k = split(n);
    return m <= k
        ? plus(subproof(m, d.subList(0, k), b), mth(d.subList(k, n)))
        : plus(subproof(m - k, d.subList(k, n), false), mth(d.subList(0, k)));
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Digest> plus(List<Digest> path, Digest hash) {
    List<Digest> longer = new ArrayList<>(path);
    longer.add(hash);
    return longer;
  }
}
