package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

  @TempDir private Path directory;

  @Test
  void is_a_script_that_bash_accepts() throws IOException {
    ProcessRun check = bash("-n", script().toString());
    assertThat(check.exit()).as("%s", check).isZero();
    assertThat(check.stderr()).as("%s", check).isEmpty();
  }

  @Test
  void completes_commands_and_options() throws IOException {
    assertThat(completions("audit-ledger", "ver")).contains("version").doesNotContain("completion");
    assertThat(completions("audit-ledger", "version", "--ou")).containsExactly("--output");
    assertThat(completions("audit-ledger", "version", "--output", "js")).containsExactly("json");
  }

  @Test
  void is_the_same_every_time() {
    assertThat(CommandLineRun.of("completion").stdout())
        .isEqualTo(CommandLineRun.of("completion").stdout())
        .doesNotContain("\u001b");
  }

  /** What bash would offer at the end of this line. */
  private List<String> completions(String... words) throws IOException {
    String ask =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE};"
            .formatted(
                script(), String.join(" ", words), words.length - 1, String.join(" ", words));
    ProcessRun run =
        bash(
            "-c",
            ask
                + " f=$(complete -p audit-ledger | sed 's/.*-F \\([^ ]*\\).*/\\1/');"
                + " $f; printf '%s\\n' \"${COMPREPLY[@]}\"");
    assertThat(run.exit()).as("%s", run).isZero();
    return run.stdout().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private Path script() throws IOException {
    CommandLineRun run = CommandLineRun.of("completion");
    assertThat(run.exit()).as("%s", run).isZero();
    return Files.writeString(directory.resolve("completion"), run.stdout());
  }

  private ProcessRun bash(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("bash"));
    command.addAll(List.of(arguments));
    return ProcessRun.of(directory, Map.of(), command);
  }
}
