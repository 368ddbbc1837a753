package org.auditledger.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another process that runs {@link EmbeddedCommand}. */
final class Child implements AutoCloseable {

  private static final String END = "end of output";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private Child(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  static Child using(Path dir) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), Map.of(), dir, Caches.PLACE);
  }

  /** Runs the command under others, such as setpriv. */
  static Child start(
      List<String> prefix,
      String classPath,
      Map<String, String> environment,
      Path dir,
      Path... caches)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add(EmbeddedCommand.class.getName());
    command.add(dir.toString());
    for (Path cache : caches) {
      command.add(cache.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Child(builder.start());
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    lines.add(END);
  }

  /** Waits for a line that begins so, and returns it. */
  String expect(String beginning) throws InterruptedException {
    while (true) {
      String line = lines.poll(120, TimeUnit.SECONDS);
      assertThat(line).as("after %s", seen).isNotNull().isNotEqualTo(END);
      seen.add(line);
      if (line.startsWith(beginning)) {
        return line;
      }
    }
  }

  int expectPort() throws InterruptedException {
    return Integer.parseInt(expect("opened ").split(" ", -1)[1]);
  }

  /** Gives it a line to read, and waits until it has. */
  void tell(String line) throws IOException, InterruptedException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    expect("still here");
  }

  /** Lets it close the server and end. */
  void finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    expect("closed");
    assertThat(exitCode()).isZero();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended, after %s", seen).isTrue();
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  /** As the end of a terminal or {@code kill} would: it may clean up. */
  void terminate() {
    process.destroy();
  }

  /** As a crash: it may not. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
  }
}
