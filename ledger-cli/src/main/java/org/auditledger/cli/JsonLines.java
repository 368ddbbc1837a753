package org.auditledger.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/**
 * Lines of JSON out of a file or standard input, one after the other: of any number of them, one is
 * held. What is in a line is for its reader to say.
 */
final class JsonLines implements AutoCloseable {

  /** Longer than any record, and short enough to be held. */
  static final int MAX_LENGTH = 1 << 24;

  /** Where lines come from. */
  static final class Source {

    private final Surroundings surroundings;

    @Parameters(
        arity = "0..1",
        paramLabel = "FILE",
        description = "JSON Lines; standard input when it is left out, or -.")
    private @Nullable Path file;

    Source(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    /** The lines of the file that was named, or those that are typed or piped. */
    JsonLines open() {
      Path named = file;
      if (named == null || named.toString().equals("-")) {
        return new JsonLines(surroundings.input(), "standard input");
      }
      try {
        return new JsonLines(Files.newInputStream(named), named.toString());
      } catch (NoSuchFileException e) {
        throw unreadable(named.toString(), "there is no such file", e);
      } catch (IOException e) {
        throw unreadable(named.toString(), String.valueOf(e.getMessage()), e);
      }
    }
  }

  private final InputStream in;
  private final String name;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long number;

  JsonLines(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * The next line, without its end; nothing after the last. The last one may lack its line feed,
   * and none may be empty.
   *
   * @throws IllegalArgumentException when it is too long to be a record
   */
  Optional<byte[]> next() {
    try {
      if (at == end && !fill()) {
        return Optional.empty();
      }
      number++;
      ByteArrayOutputStream line = new ByteArrayOutputStream(512);
      boolean ended = false;
      while (!ended && (at < end || fill())) {
        int from = at;
        while (at < end && buffer[at] != '\n') {
          at++;
        }
        line.write(buffer, from, at - from);
        requireShort(line.size());
        ended = at < end;
        at += ended ? 1 : 0;
      }
      return Optional.of(line.toByteArray());
    } catch (IOException e) {
      throw unreadable(name, String.valueOf(e.getMessage()), e);
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private void requireShort(int length) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("it is longer than " + MAX_LENGTH + " bytes");
    }
  }

  /** The number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /** What is said of the line that was read last. */
  Failure refused(ExitCode exit, String why, String next) {
    return refused(exit, number, why, next);
  }

  /** What is said of a line. */
  Failure refused(ExitCode exit, long line, String why, String next) {
    return new Failure(exit, "line " + line + " of " + name + " was refused", why, next);
  }

  private static CommandFailed unreadable(String name, String why, IOException e) {
    return new CommandFailed(
        new Failure(ExitCode.USAGE, name + " cannot be read", why, "check the path"), e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
