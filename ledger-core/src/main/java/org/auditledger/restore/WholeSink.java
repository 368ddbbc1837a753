package org.auditledger.restore;

import org.auditledger.postgres.CopyFileSender;
import org.auditledger.row.CopyFile;

/** Every entry goes into a table that has none, as it came. */
final class WholeSink implements EntriesSink {

  private final CopyFileSender sender;

  WholeSink(CopyFileSender sender) {
    this.sender = sender;
  }

  @Override
  public void entry(long sequence, byte[] leaf, byte[] bytes, int begin, int end) {
    // The file goes as it is.
  }

  @Override
  public void file(CopyFile file) {
    long unused = sender.send(file.bytes());
  }
}
