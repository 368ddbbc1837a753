package org.auditledger.container;

import java.io.IOException;
import java.io.OutputStream;

/** Compresses the lines of a member, however many they are. */
public final class LineWriter implements AutoCloseable {

  private final OutputStream out;

  /**
   * @param out takes the member; it is closed with this
   */
  public LineWriter(OutputStream out) throws IOException {
    this.out = Zstandard.compressing(out);
  }

  /** The next statement's note. */
  public void write(JournalLine line) throws IOException {
    out.write(line.toBytes());
  }

  /** The next checkpoint. */
  public void write(CheckpointLine line) throws IOException {
    out.write(line.toBytes());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
