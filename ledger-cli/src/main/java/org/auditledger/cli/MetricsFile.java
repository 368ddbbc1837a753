package org.auditledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auditledger.cli.RetentionMetrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A file in Prometheus' text format, for the textfile collector of its node exporter. It is there
 * with all it holds or as it was before: the collector reads it whenever it likes. What a run has
 * said in it stays when somebody only looks.
 */
final class MetricsFile {

  /** By this we know our own; everything else is somebody else's file. */
  private static final String FIRST = "# Written by audit-ledger, and replaced by its next run.";

  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)[{]ledger=\"([^\"]*)\"[}] (\\d+)");

  /** A hundred times what is ever in it. */
  private static final int LIMIT = 1 << 18;

  private final Path file;

  MetricsFile(Path file) {
    this.file = file;
  }

  /** Refuses what could not be written later on. */
  void requireUsable() {
    Map<String, String> unused = before();
    Path directory = directory();
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw failed(
          "there is no directory " + directory + " that this user may write to",
          "make it, or name another file");
    }
  }

  /** Puts these in the place of what was there. */
  void write(RetentionMetrics metrics) {
    Map<String, String> blocks = before();
    requireOf(metrics.ledger().value(), blocks);
    for (Metric metric : metrics.metrics()) {
      long value = metric.value();
      if (metric.adds()) {
        value += sample(blocks.get(metric.name()));
      }
      blocks.put(metric.name(), block(metric, metrics.ledger().value(), value));
    }
    try {
      replace(FIRST + "\n" + String.join("", blocks.values()));
    } catch (IOException e) {
      throw failed(
          "it cannot be written: " + e.getMessage(),
          "what the run did is done; make room or name another file, and run it again");
    }
  }

  private static String block(Metric metric, String ledger, long value) {
    return String.format(
        "# HELP %1$s %2$s\n# TYPE %1$s %3$s\n%1$s{ledger=\"%4$s\"} %5$d\n",
        metric.name(), metric.help(), metric.type(), ledger, value);
  }

  private static long sample(@Nullable String block) {
    Matcher sample = SAMPLE.matcher(block == null ? "" : block);
    return sample.find() ? Long.parseLong(sample.group(3)) : 0;
  }

  /** Two ledgers in one file would each take the other's numbers away. */
  private void requireOf(String ledger, Map<String, String> blocks) {
    for (String block : blocks.values()) {
      Matcher sample = SAMPLE.matcher(block);
      if (sample.find() && !sample.group(2).equals(ledger)) {
        throw failed("it is about " + sample.group(2), "name a file for each ledger");
      }
    }
  }

  /** What the file says, each metric with its lines, by name; nothing where there is none. */
  private Map<String, String> before() {
    Map<String, String> blocks = new LinkedHashMap<>();
    StringBuilder block = new StringBuilder();
    String text = read();
    if (!text.isEmpty() && !text.startsWith(FIRST + "\n")) {
      throw failed("something else is in its place", "name another file, or move that away");
    }
    text.lines()
        .skip(1)
        .forEach(
            line -> {
              block.append(line).append('\n');
              Matcher sample = SAMPLE.matcher(line);
              if (sample.matches()) {
                blocks.put(sample.group(1), block.toString());
                block.setLength(0);
              }
            });
    return blocks;
  }

  private String read() {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(LIMIT);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw failed("what is in its place cannot be read: " + e.getMessage(), "name another file");
    }
  }

  /** The collector runs as another user, and takes no file whose name ends otherwise. */
  private void replace(String text) throws IOException {
    Path temporary = directory().resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      // A job's umask would keep it to itself.
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private CommandFailed failed(String why, String next) {
    return new CommandFailed(
        new Failure(ExitCode.REFUSED, "no metrics are written to " + file, why, next));
  }
}
