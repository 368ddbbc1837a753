package org.auditledger.age;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows whether what it reads has come to its end. */
final class EndWatch extends FilterInputStream {

  private boolean ended;

  EndWatch(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    ended |= read < 0;
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    ended |= read < 0;
    return read;
  }

  boolean ended() {
    return ended;
  }
}
