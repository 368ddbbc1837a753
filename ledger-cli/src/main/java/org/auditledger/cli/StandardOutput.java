package org.auditledger.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers how it broke. The writers above it swallow errors, and an answer
 * that nobody received must not pass for one that was given.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream target;
  private @Nullable IOException broken;

  StandardOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (broken != null) {
      throw broken;
    }
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      broken = e;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    if (broken == null) {
      target.flush();
    }
  }

  /** Why writing failed, or null if all went well or the reader had simply read enough. */
  @Nullable IOException failure() {
    return broken == null || closedByReader(broken) ? null : broken;
  }

  /** Java knows no error numbers; a system that words EPIPE otherwise makes us say it aloud. */
  private static boolean closedByReader(IOException e) {
    String message = e.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("broken pipe");
  }
}
