package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that seals a ledger while others append to it. */
record BesideSealer(Process process, Path output) implements AutoCloseable {

  private static final List<String> COMMAND =
      List.of(
          "./audit-ledger checkpoint create --watch --ledger-db {dsn} --signing-key {key}"
              .split(" ", -1));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String READY = "watching";

  /** Starts it, and waits until it looks for new entries. */
  static BesideSealer start(BenchServer server, String database)
      throws IOException, InterruptedException {
    Path output = server.directory().resolve("sealer");
    BesideSealer sealer =
        new BesideSealer(
            server
                .process(server.filledIn(COMMAND, database), database)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start(),
            output);
    long start = System.nanoTime();
    while (!Files.readString(output).contains(READY)) {
      sealer.requireAlive();
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        sealer.close();
        throw new IOException("the sealer does not begin: " + Files.readString(output));
      }
      Thread.sleep(20);
    }
    return sealer;
  }

  /** What is measured beside a sealer that has ended was measured without one. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("the sealer has ended: " + Files.readString(output));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the sealer does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
