package org.auditledger.cli.embedded;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's own programs, run in one directory: they are given relative paths only, because some
 * of them hand their arguments to a shell. They refuse to run as root, rightly: for root they run
 * in a user namespace in which nobody is root, as the owner of root's files and with no other
 * right.
 */
record Programs(Path bin, Path workingDirectory) {

  /** What a server needs; it must not keep the secrets in our environment for the years it runs. */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

  /** How a program ended, and what it said. */
  record Outcome(int exitCode, String output) {

    private static final Pattern ERROR = Pattern.compile("\\b(error|ERROR|FATAL|PANIC):");

    boolean succeeded() {
      return exitCode == 0;
    }

    /** Its first errors, as one line: the first is the cause of the others. Or its last words. */
    String complaint() {
      List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
      List<String> errors = lines.stream().filter(ERROR.asPredicate()).limit(3).toList();
      if (!errors.isEmpty()) {
        return String.join("; ", errors);
      }
      return lines.isEmpty()
          ? "it ended with " + exitCode + " and said nothing"
          : String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
  }

  /** Runs a program to its end, with {@code input} to read. */
  Outcome run(Duration limit, String input, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    boolean root = CurrentUser.isRoot();
    if (root) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    Outcome outcome = finish(start(command, root), limit, input, program);
    if (root && outcome.output.startsWith("unshare:")) {
      throw rootRefused(outcome.complaint(), null);
    }
    return outcome;
  }

  private static Outcome finish(Process process, Duration limit, String input, String program)
      throws IOException {
    FutureTask<byte[]> output = new FutureTask<>(process.getInputStream()::readAllBytes);
    Thread reader = new Thread(output, "output-of-" + program);
    reader.setDaemon(true);
    reader.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended before it read all this, and its exit code says why.
    }
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(program + " was not done after " + limit.toSeconds() + " s");
      }
      return new Outcome(process.exitValue(), new String(output.get(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw EmbeddedServerException.interrupted("stopped waiting for " + program, e);
    } catch (ExecutionException e) {
      throw new IOException("cannot read what " + program + " says", e.getCause());
    } finally {
      if (process.isAlive()) {
        process.destroyForcibly();
      }
    }
  }

  private Process start(List<String> command, boolean root) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(ENVIRONMENT);
    // Messages that we can read, whatever language its user speaks.
    environment.put("LC_ALL", "C");
    try {
      return builder
          .directory(new File(workingDirectory.toString()))
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      if (root) {
        throw rootRefused(EmbeddedServerException.reason(e), e);
      }
      throw e;
    }
  }

  private static EmbeddedServerException rootRefused(String why, @Nullable IOException e) {
    return new EmbeddedServerException(
        "cannot run the embedded PostgreSQL as root",
        "PostgreSQL refuses root, and here root may not step into a user namespace: " + why,
        "run the command as another user (in a container: --user 1000), on a directory of theirs",
        e);
  }
}
