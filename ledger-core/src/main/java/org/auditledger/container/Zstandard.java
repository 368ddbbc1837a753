package org.auditledger.container;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Compression: a member is one frame, and a frame of rows says how much it holds. */
final class Zstandard {

  /**
   * Most of a ledger is hashes, which no level makes smaller: the fastest one costs a few percent
   * of size and saves half of the time.
   */
  private static final int LEVEL = 1;

  private Zstandard() {}

  /** How many bytes a frame of so many can have. */
  static int bound(int length) {
    return Math.toIntExact(Zstd.compressBound(length));
  }

  /**
   * Compresses bytes to a frame that says their number.
   *
   * @param frame has room for what {@link #bound} says
   * @return how many bytes the frame has
   */
  static int compress(byte[] bytes, int length, byte[] frame) {
    long size = Zstd.compressByteArray(frame, 0, frame.length, bytes, 0, length, LEVEL);
    if (Zstd.isError(size)) {
      throw new IllegalStateException("zstd: " + Zstd.getErrorName(size));
    }
    return (int) size;
  }

  /**
   * What a frame holds.
   *
   * @param most more than this is refused before there is room made for it
   * @throws MalformedBackupException when it is no frame, or holds something else than it says
   */
  static byte[] decompress(byte[] frame, long most) {
    long size = Zstd.getFrameContentSize(frame);
    if (size < 0 || size > most) {
      throw new MalformedBackupException("is no zstd frame, or holds more than it may");
    }
    byte[] bytes = new byte[(int) size];
    try {
      long read = Zstd.decompressByteArray(bytes, 0, bytes.length, frame, 0, frame.length);
      if (Zstd.isError(read) || read != size) {
        throw new MalformedBackupException("cannot be decompressed");
      }
    } catch (ZstdException e) {
      throw new MalformedBackupException("cannot be decompressed: " + e.getMessage());
    }
    return bytes;
  }

  /** Compresses what is written, however much it is. */
  static OutputStream compressing(OutputStream out) throws IOException {
    return new ZstdOutputStreamNoFinalizer(out, LEVEL).setChecksum(false);
  }

  /** Decompresses what is read; to be closed. */
  static InputStream decompressing(InputStream in) throws IOException {
    return new ZstdInputStreamNoFinalizer(in);
  }
}
