package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a command, as seen from outside. */
record Run(Duration wall, Duration cpu, long peakKilobytes) {

  /** How often a running process is looked at for its memory and CPU time. */
  private static final long SAMPLE_MILLIS = 2;

  /** Runs the command to its end, with its output thrown away. */
  static Run of(List<String> command) throws IOException, InterruptedException {
    return of(new ProcessBuilder(command));
  }

  /** The same, where more is said of it than its words. */
  static Run of(ProcessBuilder command) throws IOException, InterruptedException {
    return toItsEnd(
        command
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD));
  }

  /** Runs it to its end, with its output in a file, which is told if it fails. */
  static Run of(ProcessBuilder command, Path output) throws IOException, InterruptedException {
    try {
      return toItsEnd(command.redirectErrorStream(true).redirectOutput(output.toFile()));
    } catch (IOException e) {
      throw new IOException(e.getMessage() + ": " + tail(output), e);
    }
  }

  private static String tail(Path output) throws IOException {
    String text = Files.readString(output);
    return text.substring(Math.max(0, text.length() - 2000));
  }

  private static Run toItsEnd(ProcessBuilder command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = command.start();
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    long peak = 0;
    Duration cpu = Duration.ZERO;
    do {
      cpu = process.info().totalCpuDuration().orElse(cpu);
      peak = Math.max(peak, highWaterMark(status));
    } while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    if (process.exitValue() != 0) {
      throw new IOException(command.command() + " failed with exit code " + process.exitValue());
    }
    return new Run(wall, cpu, peak);
  }

  /** This one and then the next, as one. */
  Run then(Run next) {
    return new Run(
        wall.plus(next.wall), cpu.plus(next.cpu), Math.max(peakKilobytes, next.peakKilobytes));
  }

  /** The most memory the process has held so far; 0 where the system does not say. */
  private static long highWaterMark(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      // The process has just ended, and its last sample stands.
    }
    return 0;
  }
}
