package org.auditledger.seal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.auditledger.entry.Digest;

/** Leaves to build trees from. */
final class Leaves {

  /** The leaves of the Certificate Transparency tests. */
  static final List<Digest> CT =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> Rfc6962.leafHash(HexFormat.of().parseHex(hex)))
          .toList();

  private Leaves() {}

  static List<Digest> some(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Rfc6962.leafHash(("leaf " + i).getBytes(StandardCharsets.US_ASCII)))
        .toList();
  }

  static CompactRange range(List<Digest> leaves, int from, int to) {
    CompactRangeBuilder builder = new CompactRangeBuilder(from);
    leaves.subList(from, to).forEach(builder::append);
    return builder.build();
  }
}
