package org.auditledger.figures;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.row.RowView;

/**
 * A text out of a row that others are told from by. A long one is known by how it begins and by its
 * digest: whoever may append can write megabytes there.
 *
 * @param text all of it, or its beginning
 * @param bytes how long all of it is, in UTF-8
 * @param digest of all of it, where the text is only its beginning
 */
public record Label(String text, long bytes, Optional<Digest> digest) implements Comparable<Label> {

  /** As many bytes are kept whole. */
  public static final int MOST = 120;

  /** The text of this column, which is not null. */
  static Label of(RowView row, int column) {
    int length = row.contentLength(column);
    int start = row.start(column);
    if (length <= MOST) {
      return new Label(text(row.buffer(), start, length), length, Optional.empty());
    }
    int whole = MOST;
    // Not within a character: what comes after it is no continuation byte.
    while (whole > 0 && (row.buffer()[start + whole] & 0xC0) == 0x80) {
      whole--;
    }
    java.security.MessageDigest sha256 = Digest.newSha256();
    sha256.update(row.buffer(), start, length);
    return new Label(
        text(row.buffer(), start, whole), length, Optional.of(Digest.of(sha256.digest())));
  }

  private static String text(byte[] bytes, int start, int length) {
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Label other) {
    int order = text.compareTo(other.text);
    if (order == 0) {
      order = Long.compare(bytes, other.bytes);
    }
    return order != 0 ? order : hex().compareTo(other.hex());
  }

  private String hex() {
    return digest.map(Digest::hex).orElse("");
  }
}
