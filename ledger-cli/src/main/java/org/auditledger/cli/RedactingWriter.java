package org.auditledger.cli;

import java.io.IOException;
import java.io.Writer;

/**
 * Standard error for whoever talks: lets whole lines through, redacted, so that nobody has to
 * remember to. A prompt, which has no line end, passes when it is flushed.
 */
final class RedactingWriter extends Writer {

  private final Writer target;
  private final Redaction redaction;
  private final StringBuilder pending = new StringBuilder();

  RedactingWriter(Writer target, Redaction redaction) {
    this.target = target;
    this.redaction = redaction;
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    pending.append(characters, offset, length);
    int end = pending.lastIndexOf("\n") + 1;
    if (end > 0) {
      pass(end);
    }
  }

  @Override
  public void flush() throws IOException {
    pass(pending.length());
    target.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
    target.close();
  }

  private void pass(int end) throws IOException {
    if (end > 0) {
      target.write(redaction.apply(pending.substring(0, end)));
      pending.delete(0, end);
    }
  }
}
