package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What the server wrote, which is all that is known about a server that would not start. */
record ServerLog(Path file) {

  private static final long LARGEST = 1 << 20;
  private static final int LONGEST_TAIL = 16 << 10;

  /** Where the log ends now. */
  long end() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The last lines, of those after {@code position}. */
  List<String> tail(long position, int lines) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(position, channel.size() - LONGEST_TAIL);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {}
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      List<String> all = text.lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    }
  }

  /**
   * Keeps the log small. A running server appends to the file it has open, so the file is emptied,
   * never replaced; one earlier piece is kept.
   */
  void trim() throws IOException {
    if (end() > LARGEST) {
      Path earlier = file.resolveSibling(file.getFileName() + ".1");
      Files.copy(file, earlier, StandardCopyOption.REPLACE_EXISTING);
      FileChannel.open(file, StandardOpenOption.WRITE).truncate(0).close();
    }
  }
}
