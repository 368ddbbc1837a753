package org.auditledger.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.auditledger.container.LineWriter;

/**
 * Where the lines of a member wait until it is known how long it is. The file has no name any more
 * once it is open, where the system allows that.
 */
final class LineSpool implements AutoCloseable {

  private final FileChannel file;

  private LineSpool(FileChannel file) {
    this.file = file;
  }

  /** An empty spool, beside the backup: there is room for both, or for neither. */
  static LineSpool create(Path beside) throws IOException {
    Path directory = beside.toAbsolutePath().getParent();
    return new LineSpool(
        FileChannel.open(
            Files.createTempFile(directory, "audit-ledger-lines-", ".tmp"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Takes the lines; to be closed before they are read. */
  LineWriter writer() throws IOException {
    OutputStream out = Channels.newOutputStream(file);
    return new LineWriter(
        new BufferedOutputStream(out) {
          @Override
          public void close() throws IOException {
            // Only the stream ends here: the file is still to be read.
            flush();
          }
        });
  }

  long size() throws IOException {
    return file.size();
  }

  InputStream content() throws IOException {
    return Channels.newInputStream(file.position(0));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
