package org.auditledger.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.auditledger.entry.Digest;

/** Counts and hashes what is written on its way. */
public final class HashedOutput extends OutputStream {

  private final OutputStream target;
  private final MessageDigest sha256 = Digest.newSha256();
  private long size;

  public HashedOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    size += length;
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  /** How many bytes there were. */
  public long size() {
    return size;
  }

  /** SHA-256 of all of them; asked for once. */
  public Digest digest() {
    return Digest.of(sha256.digest());
  }
}
