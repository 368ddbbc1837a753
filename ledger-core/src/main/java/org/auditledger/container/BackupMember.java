package org.auditledger.container;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.entry.Digest;

/**
 * A member while the reader stands before its content. What is read of it is hashed as it comes; a
 * member that is passed over is compared by its name and size only.
 */
public final class BackupMember {

  /** As much as PostgreSQL has room for in one row, and what stands around it. */
  public static final long MAX_ROWS = (1L << 30) + (1 << 16);

  /** There is room made for no more before it is known to be there. */
  private static final int LIKELY = 1 << 24;

  private final MemberName name;
  private final long size;
  private final Content content;

  BackupMember(MemberName name, long size, InputStream in) {
    this.name = name;
    this.size = size;
    this.content = new Content(in, name, size);
  }

  public MemberName name() {
    return name;
  }

  /** How many bytes are stored. */
  public long size() {
    return size;
  }

  /** The stored bytes of a member, to be read once. */
  public byte[] stored() throws IOException {
    if (size > MAX_ROWS) {
      throw new MalformedBackupException(name.text() + " is larger than such a member can be");
    }
    if (size > LIKELY) {
      return content.readNBytes((int) size);
    }
    byte[] bytes = new byte[(int) size];
    int unused = content.readNBytes(bytes, 0, bytes.length);
    return bytes;
  }

  /**
   * What the frame of a member of rows holds: a whole COPY BINARY file.
   *
   * @param stored the member's bytes
   */
  public static byte[] rows(MemberName name, byte[] stored) {
    try {
      return Zstandard.decompress(stored, MAX_ROWS);
    } catch (MalformedBackupException e) {
      throw new MalformedBackupException(name.text() + " " + e.getMessage());
    }
  }

  /** Hands out the notes of the journal, in the order in which they are stored. */
  public void journal(Consumer<JournalLine> each) throws IOException {
    LineReader lines = new LineReader(name, content);
    for (Optional<JournalLine> line = lines.journal(); line.isPresent(); line = lines.journal()) {
      each.accept(line.get());
    }
    content.drain();
  }

  /** Hands out the checkpoints, in the order in which they are stored. */
  public void checkpoints(Consumer<CheckpointLine> each) throws IOException {
    LineReader lines = new LineReader(name, content);
    for (Optional<CheckpointLine> line = lines.checkpoint();
        line.isPresent();
        line = lines.checkpoint()) {
      each.accept(line.get());
    }
    content.drain();
  }

  /** Reads what is left without looking at it, so that it is hashed, too. */
  public void drain() throws IOException {
    content.drain();
  }

  /** Passes over what is left. */
  void skip() throws IOException {
    content.skipRest();
  }

  /** The digest of the content, if all of it was read. */
  Optional<Digest> digest() {
    return content.digest();
  }

  /** The member's part of the file, and no more. */
  private static final class Content extends DigestInputStream {
    private final MemberName name;
    private long left;
    private boolean skipped;

    Content(InputStream in, MemberName name, long size) {
      super(in, Digest.newSha256());
      this.name = name;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read();
      if (read < 0) {
        throw cut();
      }
      left--;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0 && length > 0) {
        return -1;
      }
      int read = super.read(bytes, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw cut();
      }
      left -= read;
      return read;
    }

    @Override
    public void close() {
      // The file goes on after this member.
    }

    void drain() throws IOException {
      byte[] buffer = new byte[1 << 16];
      while (left > 0) {
        int unused = read(buffer, 0, buffer.length);
      }
    }

    void skipRest() throws IOException {
      skipped |= left > 0;
      try {
        in.skipNBytes(left);
      } catch (EOFException e) {
        throw cut();
      }
      left = 0;
    }

    private MalformedBackupException cut() {
      return new MalformedBackupException("ends within " + name.text());
    }

    Optional<Digest> digest() {
      MessageDigest sha256 = getMessageDigest();
      return skipped || left > 0 ? Optional.empty() : Optional.of(Digest.of(sha256.digest()));
    }
  }
}
