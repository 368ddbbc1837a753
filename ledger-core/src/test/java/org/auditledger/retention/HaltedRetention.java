package org.auditledger.retention;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.auditledger.testing.TestDatabase;

/** A process with a run in it that archives, and is gone at a step as if it had been killed. */
final class HaltedRetention {

  static final int KILLED = 9;

  private HaltedRetention() {}

  /** Takes a connection string, a directory, and the beginning of the step at which it ends. */
  public static void main(String[] args) {
    RetentionOutcome unused =
        new Retention(
                BufferDays.server(args[0]), Duration.ofSeconds(20), said -> halt(said, args[2]))
            .apply(
                RetainedLedger.signing(),
                settings(),
                Optional.of(Path.of(args[1])),
                Optional.empty());
  }

  private static void halt(String said, String step) {
    if (said.startsWith(step)) {
      // No hook runs, and no finally: as after kill -9.
      Runtime.getRuntime().halt(KILLED);
    }
  }

  static PlanSettings settings() {
    return new PlanSettings(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        true);
  }

  /** How the process ended, and what it said. */
  record Ended(int exit, String output) {}

  static Ended run(TestDatabase database, Path directory, String step) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HaltedRetention.class.getName(),
            database.dsn(),
            directory.toString(),
            step);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
