package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a shell makes of a job's script: which calls of audit-ledger, with which words. A stand-in
 * takes them down; nobody's parser of shell is trusted.
 */
final class ShellWords {

  private static final String STAND_IN =
      """
      #!/bin/sh
      for word; do printf '%s\\n' "$word"; done >>"$CALLS"
      echo --- >>"$CALLS"
      """;

  private ShellWords() {}

  /** The calls in this script, in order. */
  static List<List<String>> calls(Path directory, String script) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path standIn = Files.writeString(bin.resolve("audit-ledger"), STAND_IN);
    Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwx------"));
    Path calls = directory.resolve("calls");
    Files.deleteIfExists(calls);
    ProcessRun run =
        ProcessRun.of(
            directory,
            Map.of("CALLS", calls.toString(), "PATH", bin + ":/usr/bin:/bin"),
            List.of(
                "sh", "-euc", script.replace("/opt/audit-ledger/audit-ledger", "audit-ledger")));
    assertThat(run.exit()).as("%s", run).isZero();
    List<List<String>> all = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String line : Files.readAllLines(calls)) {
      if (line.equals("---")) {
        all.add(List.copyOf(words));
        words.clear();
      } else {
        words.add(line);
      }
    }
    return all;
  }
}
