package org.auditledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of any input, one after the other, none longer than a bound. */
final class InputLines {

  /** More than any genuine entry needs, and little enough to be held several times. */
  static final int MAX_BYTES = 16 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private long number;

  InputLines(InputStream in) {
    this.in = in;
  }

  /** The next line without its end, or null when there is none. */
  byte @Nullable [] next() throws IOException {
    byte[] line = new byte[0];
    number++;
    while (fill()) {
      int end = at;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line = appended(line, end);
      at = end;
      if (end < limit) {
        at++;
        return line;
      }
    }
    // A last line may lack its end.
    return line.length > 0 ? line : null;
  }

  private byte[] appended(byte[] line, int end) {
    int length = line.length + end - at;
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException("the line has more than " + MAX_BYTES + " bytes");
    }
    byte[] longer = Arrays.copyOf(line, length);
    System.arraycopy(buffer, at, longer, line.length, end - at);
    return longer;
  }

  private boolean fill() throws IOException {
    if (at == limit) {
      at = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return at < limit;
  }

  /** Which line was read last, from 1. */
  long number() {
    return number;
  }
}
