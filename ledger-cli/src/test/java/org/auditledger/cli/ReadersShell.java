package org.auditledger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shell of somebody who follows a guide to the letter, in a directory of his own. It is a real
 * one, and so is every program in it, but {@code audit-ledger} is answered by this process: a JVM
 * for each command would take minutes.
 */
final class ReadersShell implements AutoCloseable {

  private static final String STAND_IN =
      """
      #!/bin/sh
      call=$(mktemp -d "$CALLS/XXXXXX") # mktemp fills in the X: each call has a directory
      printf '%s\\0' "$@" >"$call/words"
      env -0 >"$call/environment"
      mkfifo "$call/exit"
      echo "$call" >"$CALLS/bell"
      read -r exit <"$call/exit"
      cat "$call/out"
      cat "$call/err" >&2
      exit "$exit"
      """;

  private static final String SAME_SHELL =
      """
      exec 2>&1
      if [ -f .exported ]; then . ./.exported; fi
      trap 'export -p | grep "^declare -x LEDGER_DSN=\\|^declare -x PG" >.exported || true' EXIT
      """;

  /** No exit code of the program. */
  private static final int CRASHED = 99;

  /** What a reader's files are called; the program itself takes them from where the JVM is. */
  private static final String FILE =
      "[^/:]+\\.(age|anchor|backup|drill|jsonl|key|last|prom|proof|pub|report|txt|vkey)";

  private final Path home;
  private final Path calls;
  private final Map<String, String> environment = new HashMap<>();
  private final Thread answering;

  ReadersShell(Path directory) throws IOException {
    this.home = Files.createDirectories(directory.resolve("home"));
    this.calls = Files.createDirectories(directory.resolve("calls"));
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path standIn = Files.writeString(bin.resolve("audit-ledger"), STAND_IN);
    Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwx------"));
    ProcessRun bell = ProcessRun.of(calls, Map.of(), List.of("mkfifo", "bell"));
    if (bell.exit() != 0) {
      throw new IllegalStateException(bell.toString());
    }
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("HOME", home.toString());
    environment.put("CALLS", calls.toString());
    answering = new Thread(this::answer, "audit-ledger");
    answering.setDaemon(true);
    answering.start();
  }

  /** Where the reader's files are. */
  Path home() {
    return home;
  }

  /** From now on with this variable. */
  ReadersShell with(String name, String value) throws IOException {
    environment.put(name, value);
    Files.deleteIfExists(home.resolve(".exported"));
    return this;
  }

  /**
   * What typing this comes to; both streams are one, as before a terminal. What it exports is there
   * the next time.
   */
  ProcessRun type(String script) {
    ProcessRun run =
        ProcessRun.of(
            home, environment, List.of("bash", "-euo", "pipefail", "-c", SAME_SHELL + script));
    // To the program the reader's files have whole paths, as it does not run in his directory.
    String seen = run.stdout().replace(home + "/", "");
    return new ProcessRun(List.of(script), run.exit(), seen, run.stderr());
  }

  @Override
  public void close() throws IOException {
    Files.writeString(calls.resolve("bell"), "\n");
    try {
      answering.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer() {
    try {
      for (String call = bell(); !call.isEmpty(); call = bell()) {
        answer(Path.of(call));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever happens, the caller is let go on: else a test waits for who has died. */
  private void answer(Path call) throws IOException {
    int exit = CRASHED;
    try {
      CommandLineRun run = run(call);
      Files.writeString(call.resolve("out"), run.stdout());
      Files.writeString(call.resolve("err"), run.stderr());
      exit = run.exit();
    } catch (RuntimeException | Error e) {
      Files.writeString(call.resolve("out"), "");
      Files.writeString(call.resolve("err"), "the answering thread failed: " + e);
    } finally {
      Files.writeString(call.resolve("exit"), exit + "\n");
    }
  }

  /** Waits until somebody calls: reading a FIFO begins when somebody writes to it. */
  private String bell() throws IOException {
    return Files.readString(calls.resolve("bell")).strip();
  }

  private CommandLineRun run(Path call) throws IOException {
    Map<String, String> variables = new HashMap<>();
    for (String pair : parts(call.resolve("environment"))) {
      String[] sides = pair.split("=", 2);
      if (!sides[0].equals("CALLS")) {
        variables.put(sides[0], file(sides[1]));
      }
    }
    return CommandLineRun.in(
        variables, parts(call.resolve("words")).stream().map(this::file).toArray(String[]::new));
  }

  private static List<String> parts(Path file) throws IOException {
    String all = Files.readString(file);
    return Arrays.asList(all.substring(0, all.length() - 1).split("\0", -1));
  }

  private String file(String word) {
    return word.matches(FILE) ? home.resolve(word).toString() : word;
  }
}
