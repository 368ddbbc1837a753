package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, which goes on until somebody ends it. */
final class RunningProgram implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final int SIGINT_BIT = 1 << 1;

  private final Process process;
  private final Thread reader;
  private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final List<String> all = new ArrayList<>();

  private RunningProgram(Process process) {
    this.process = process;
    reader = new Thread(this::read, "program");
    reader.setDaemon(true);
    reader.start();
  }

  static RunningProgram start(Map<String, String> environment, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    if (interruptIsIgnored()) {
      // As in a build that a script put into the background: children inherit the deafness.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new RunningProgram(builder.start());
  }

  private static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(ignored -> (ignored & SIGINT_BIT) != 0);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that has these words, on either stream. */
  String await(String words) throws InterruptedException {
    while (true) {
      String line = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("no \"%s\" after %s", words, all).isNotNull();
      all.add(line);
      if (line.contains(words)) {
        return line;
      }
    }
  }

  /** Writes to its standard input, which stays open. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Sends a signal, and waits for the end. */
  int signal(String signal) throws IOException, InterruptedException {
    int sent = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    assertThat(sent).isZero();
    return end();
  }

  /** Waits for the end. */
  int end() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", all).isTrue();
    reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    return process.exitValue();
  }

  /** Every line so far. */
  List<String> all() {
    said.drainTo(all);
    return List.copyOf(all);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
