package org.auditledger.cli.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The file by which a directory is known as ours. Which PostgreSQL the data is for is said by the
 * data itself ({@code PG_VERSION}), so that no two files can disagree about it.
 */
record Marker(int format) {

  static final String NAME = "audit-ledger-embedded";
  static final Marker CURRENT = new Marker(1);

  Marker {
    if (format < 1) {
      throw new IllegalArgumentException("formats count from 1: " + format);
    }
  }

  static Optional<Marker> read(Path dir) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(dir.resolve(NAME));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
      return Optional.of(new Marker(Integer.parseInt(properties.getProperty("format", ""))));
    } catch (IllegalArgumentException e) {
      throw new EmbeddedServerException(
          "cannot use " + dir + " for an embedded PostgreSQL",
          "its marker file " + NAME + " names no format, so it was not written by audit-ledger",
          "restore that file, or name another directory",
          e);
    }
  }

  String content() {
    return """
    # A PostgreSQL of audit-ledger's own (embedded:DIR): data, password, locks, log.
    # Copy or remove this directory only as a whole, and only while no command uses it.
    format=%d
    """
        .formatted(format);
  }
}
