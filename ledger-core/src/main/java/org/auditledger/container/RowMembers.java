package org.auditledger.container;

import java.io.IOException;
import java.util.function.LongFunction;
import org.auditledger.row.CopyFileBuilder;

/** Puts the rows of a table together to members, and hands out each one when it is full. */
public final class RowMembers {

  /** What a member may hold before it is compressed; a single row may have more. */
  public static final int LIMIT = 8 << 20;

  /** Takes a member, compressed: the first bytes of what is used again for the next one. */
  @FunctionalInterface
  public interface Taker {
    void accept(MemberName name, byte[] frame, int length) throws IOException;
  }

  private final CopyFileBuilder file = new CopyFileBuilder(1 << 16);
  private final Compressor compressor = new Compressor();
  private final LongFunction<MemberName> names;
  private final Taker taker;
  private long part;

  /**
   * @param names the name of each member, from 1
   */
  public RowMembers(LongFunction<MemberName> names, Taker taker) {
    this.names = names;
    this.taker = taker;
  }

  /** Adds a row: its bytes as they came. */
  public void add(byte[] bytes, int offset, int length) throws IOException {
    if (!file.hasRoom(length, LIMIT)) {
      flush();
    }
    file.append(bytes, offset, length);
  }

  /** There are no more rows. */
  public void finish() throws IOException {
    if (!file.isEmpty()) {
      flush();
    }
  }

  private void flush() throws IOException {
    int length = compressor.compress(file.buffer(), file.finish());
    taker.accept(names.apply(++part), compressor.frame(), length);
    file.clear();
  }
}
