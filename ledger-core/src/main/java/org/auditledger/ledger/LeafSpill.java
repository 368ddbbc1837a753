package org.auditledger.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.auditledger.entry.Digest;
import org.auditledger.verify.LeafConsumer;

/**
 * The leaves of a first reading, in a temporary file, so that a second reading can be compared with
 * them entry by entry in constant memory. The file has no name any more once it is open, where the
 * system allows that: nothing is left behind, however the process ends.
 */
public final class LeafSpill implements LeafConsumer, AutoCloseable {

  /** The number, and the hash. */
  static final int RECORD_LENGTH = Long.BYTES + Digest.LENGTH;

  private static final int BUFFER_LENGTH = 1600 * RECORD_LENGTH;

  private final Path directory;
  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH);
  private long leaves;
  private long written;

  LeafSpill(Path directory, FileChannel file) {
    this.directory = directory;
    this.file = file;
  }

  /** An empty spill, in a file of its own in this directory. */
  public static LeafSpill create(Path directory) {
    try {
      Path path = Files.createTempFile(directory, "audit-ledger-leaves-", ".tmp");
      FileChannel file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      return new LeafSpill(directory, file);
    } catch (IOException e) {
      throw new LeafSpillException(directory, 0, e);
    }
  }

  /**
   * Keeps the next leaf.
   *
   * @throws LeafSpillException when there is no room for it
   */
  @Override
  public void leaf(long sequence, byte[] hash, int offset) {
    if (buffer.remaining() < RECORD_LENGTH) {
      flush();
    }
    buffer.putLong(sequence).put(hash, offset, Digest.LENGTH);
    leaves++;
  }

  /** How many leaves there are. */
  public long leaves() {
    return leaves;
  }

  /** Begins to compare a second reading with this one, which must be over. */
  public LeafComparison compare() {
    flush();
    return new LeafComparison(this);
  }

  /** Reads records from this position on into the buffer, as many as fit or as there are. */
  void read(long position, ByteBuffer target) {
    try {
      long at = position;
      while (target.hasRemaining() && at < written) {
        int read = file.read(target, at);
        if (read < 0) {
          throw new IOException("the file is shorter than what was written to it");
        }
        at += read;
      }
    } catch (IOException e) {
      throw new LeafSpillException(directory, leaves, e);
    }
  }

  private void flush() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        written += file.write(buffer, written);
      }
    } catch (IOException e) {
      throw new LeafSpillException(directory, leaves, e);
    }
    buffer.clear();
  }

  /** Deletes the file. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It holds nothing that is needed any more.
    }
  }
}
