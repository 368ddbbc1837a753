package org.auditledger.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** Encrypts in chunks; the last one, which says that it is the last, is written by closing. */
final class EncryptingStream extends OutputStream {

  private final WritableByteChannel chunks;
  private final OutputStream out;
  private boolean failed;
  private boolean closed;

  EncryptingStream(WritableByteChannel chunks, OutputStream out) {
    this.chunks = chunks;
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed || failed) {
      throw new IOException(closed ? "the stream is closed" : "writing failed before");
    }
    // Unless all went well: half a chunk may have been written.
    failed = true;
    chunks.write(ByteBuffer.wrap(bytes, offset, length));
    failed = false;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    // The end makes it a file that opens: what lacks a part must not get one.
    if (failed) {
      out.close();
      return;
    }
    try {
      chunks.close();
    } finally {
      out.close();
    }
  }
}
