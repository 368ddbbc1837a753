package org.auditledger.container;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.auditledger.seal.Parsed;

/** The lines of a member, one after the other. */
final class LineReader {

  /** Four times what the longest note has: a line escapes it, and names where it was. */
  private static final int MAX_LENGTH = 1 << 24;

  private final MemberName name;
  private final InputStream in;

  LineReader(MemberName name, InputStream content) throws IOException {
    this.name = name;
    this.in = new BufferedInputStream(Zstandard.decompressing(content));
  }

  /** The next statement's note; none after the last. */
  Optional<JournalLine> journal() throws IOException {
    Optional<byte[]> line = line();
    return line.isEmpty() ? Optional.empty() : Optional.of(require(JournalLine.read(line.get())));
  }

  /** The next checkpoint; none after the last. */
  Optional<CheckpointLine> checkpoint() throws IOException {
    Optional<byte[]> line = line();
    return line.isEmpty()
        ? Optional.empty()
        : Optional.of(require(CheckpointLine.read(line.get())));
  }

  private <T> T require(Parsed<T> parsed) {
    if (parsed instanceof Parsed.Value<T> value) {
      return value.value();
    }
    throw new MalformedBackupException(
        name.text() + ": a line " + ((Parsed.Malformed<T>) parsed).why());
  }

  private Optional<byte[]> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = read(); next >= 0; next = read()) {
      line.write(next);
      if (next == '\n') {
        return Optional.of(line.toByteArray());
      }
      if (line.size() == MAX_LENGTH) {
        throw new MalformedBackupException(name.text() + " has a line that never ends");
      }
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }

  private int read() throws IOException {
    try {
      return in.read();
    } catch (com.github.luben.zstd.ZstdIOException e) {
      throw new MalformedBackupException(name.text() + " cannot be decompressed");
    }
  }
}
