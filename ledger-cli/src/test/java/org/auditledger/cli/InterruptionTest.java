package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** With real signals, in a process of its own. */
class InterruptionTest {

  private static final int SIGINT_BIT = 1 << 1;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void a_signal_closes_what_is_open_and_then_ends_the_process(String signal, int exit)
      throws IOException, InterruptedException {
    Process process = start("waiting");
    try (BufferedReader out = reader(process)) {
      assertThat(out.readLine()).isEqualTo("open");
      kill(signal, process);
      assertThat(out.readLine()).isEqualTo("closed");
      assertThat(out.readLine()).isNull();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(exit);
      assertThat(error(process))
          .startsWith("audit-ledger: interrupted\n")
          .doesNotContain("bug")
          .doesNotContain("Exception");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void a_run_that_nobody_interrupts_ends_by_itself() throws IOException, InterruptedException {
    Process process = start("version");
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(error(process)).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void kill(String signal, Process process)
      throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    assertThat(exit).isZero();
  }

  private static Process start(String argument) throws IOException {
    List<String> command = new ArrayList<>();
    if (interruptIsIgnored()) {
      // As in a build that a script put into the background: children inherit the deafness.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WaitingProgram.class.getName());
    command.add(argument);
    return new ProcessBuilder(command).start();
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

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String error(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What {@link Main} does, with a command that waits. */
  static final class WaitingProgram {

    private WaitingProgram() {}

    public static void main(String[] args) {
      Interruption interruption = Interruption.ofThisThread();
      int exit =
          new Program(
                  new FileOutputStream(FileDescriptor.out),
                  new FileOutputStream(FileDescriptor.err),
                  Map.of(),
                  Terminal.none(),
                  Clock.systemUTC(),
                  interruption)
              .run(around -> CommandLineRun.contents(around).addSubcommand(new Waiting()), args);
      interruption.finished();
      System.exit(exit);
    }
  }

  @Command(name = "waiting")
  static final class Waiting implements Runnable {

    @Override
    public void run() {
      System.out.println("open"); // how the test, another process, sees that it runs
      try {
        Thread.sleep(TimeUnit.MINUTES.toMillis(5));
      } catch (InterruptedException e) {
        throw new IllegalStateException("the wait was cut short", e);
      } finally {
        System.out.println("closed"); // and that it was let go of what it holds
      }
    }
  }
}
