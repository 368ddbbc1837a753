package org.auditledger.age;

import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import org.auditledger.age.AgeException.Trouble;
import org.jspecify.annotations.Nullable;

/** Decrypts chunk by chunk; nothing of a chunk comes out before it was authenticated. */
final class DecryptingStream extends InputStream {

  private static final int CHUNK = 64 * 1024;

  private final ReadableByteChannel chunks;
  private final EndWatch in;
  private final String file;
  private @Nullable AgeException failure;
  private boolean closed;

  private DecryptingStream(ReadableByteChannel chunks, EndWatch in, String file) {
    this.chunks = chunks;
    this.in = in;
    this.file = file;
  }

  static DecryptingStream open(InputStream in, String file, RecipientStanzaReader search)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, CHUNK);
    requireAge(buffered, file);
    EndWatch watched = new EndWatch(buffered);
    try {
      ReadableByteChannel chunks =
          new StandardDecryptingChannelFactory()
              .newDecryptingChannel(Channels.newChannel(watched), List.of(search));
      return new DecryptingStream(chunks, watched, file);
    } catch (AgeException e) {
      throw e;
    } catch (GeneralSecurityException | PayloadException | RuntimeException e) {
      // A header that ends too early is an index out of some bounds to the library.
      throw damaged(file, "its header was changed, or ends too early", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    // The library would go on, and hand out what is left in its buffer.
    if (failure != null) {
      throw failure;
    }
    try {
      return length == 0 ? 0 : chunks.read(ByteBuffer.wrap(bytes, offset, length));
    } catch (PayloadException e) {
      failure =
          damaged(
              file,
              in.ended() ? "its end is missing, or was changed" : "it was changed in its middle",
              e);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      chunks.close();
    } finally {
      in.close();
    }
  }

  private static void requireAge(InputStream in, String file) throws IOException {
    in.mark(Wrapping.TELLING);
    byte[] beginning = in.readNBytes(Wrapping.TELLING);
    in.reset();
    if (Wrapping.of(beginning) == Wrapping.NONE) {
      throw new AgeException(
          Trouble.NOT_AGE,
          file + " was not opened",
          "it does not begin with age-encryption.org/v1, as what is encrypted with age does",
          "name the encrypted file; one in armor has to be decrypted with: age -d");
    }
  }

  private static AgeException damaged(String file, String why, Exception cause) {
    return new AgeException(
        Trouble.DAMAGED, file + " is damaged", why, "take another copy of the file", cause);
  }
}
