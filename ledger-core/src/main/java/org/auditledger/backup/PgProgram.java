package org.auditledger.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A run of one of PostgreSQL's programs. How to connect it finds in its environment, and nowhere
 * else: arguments are for all on the machine to see.
 *
 * @param command the program and its arguments
 * @param connection the variables that say how to connect; empty when it has nothing to connect to
 * @param secrets what must not be seen in what it says
 */
record PgProgram(List<String> command, Map<String, String> connection, List<String> secrets) {

  /** Enough for what went wrong; what it says a thousand times it has said before. */
  private static final int MOST_SAID = 2000;

  /** How a run ended, and what was said on standard error, within bounds and without secrets. */
  record Ended(int exit, String said) {
    boolean well() {
      return exit == 0;
    }

    /** Why it did not end well. */
    String why(String program) {
      String code = program + " ended with " + exit;
      return said.isEmpty() ? code + " and said nothing" : code + ": " + said;
    }
  }

  /** Takes what the program writes. */
  interface Output {
    void take(InputStream out) throws IOException;
  }

  PgProgram {
    command = List.copyOf(command);
    connection = Map.copyOf(connection);
    secrets = List.copyOf(secrets);
  }

  /**
   * Runs it to its end; it does not outlive this call, however that ends.
   *
   * @throws IOException when it cannot be started, or its output not be taken
   */
  Ended run(Output output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.putAll(connection);
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    // A read from a pipe cannot be interrupted; waiting for one that reads can.
    ExecutorService readers = Executors.newFixedThreadPool(2, PgProgram::reader);
    try {
      process.getOutputStream().close();
      Future<String> said = readers.submit(() -> said(process.getErrorStream()));
      Future<?> taken =
          readers.submit(
              () -> {
                output.take(process.getInputStream());
                return null;
              });
      taken.get();
      return new Ended(process.waitFor(), redacted(said.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while " + command.get(0) + " ran");
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      process.destroyForcibly();
      readers.shutdownNow();
    }
  }

  private static Thread reader(Runnable work) {
    Thread thread = new Thread(work, "pg-program-reader");
    thread.setDaemon(true);
    return thread;
  }

  private static IOException rethrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IOException trouble) {
      return trouble;
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    throw new IllegalStateException(e);
  }

  private static String said(InputStream error) throws IOException {
    String said = new String(error.readNBytes(MOST_SAID), StandardCharsets.UTF_8);
    // Who is not listened to stops at a full pipe.
    long more = error.transferTo(OutputStream.nullOutputStream());
    return more == 0 ? said.strip() : said.strip() + " ...";
  }

  private String redacted(String said) {
    String shown = said;
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    return shown;
  }
}
