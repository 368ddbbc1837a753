package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What no command may lack, and what a new one is held to without being named here. */
class EveryCommandTest {

  /** The commands that stand in the program's own help. */
  static Set<String> top() {
    return AuditLedgerCommand.commandLine(Build.load()).getSubcommands().keySet();
  }

  /** Every command and group of commands, with all its words. */
  static Stream<String> commands() {
    return below(AuditLedgerCommand.commandLine(Build.load()), "");
  }

  /** The commands that do something themselves. */
  static Stream<String> leaves() {
    List<String> all = commands().toList();
    return all.stream().filter(name -> all.stream().noneMatch(c -> c.startsWith(name + " ")));
  }

  private static Stream<String> below(CommandLine command, String words) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            sub -> {
              String name = (words + " " + sub.getKey()).strip();
              return Stream.concat(Stream.of(name), below(sub.getValue(), name));
            });
  }

  /** What makes something new each time it runs. */
  private static final Set<String> MAKERS = Set.of("keys generate");

  @TempDir private Path directory;

  private int files;

  @ParameterizedTest
  @MethodSource("commands")
  void shows_a_help_with_examples_that_work(String command) throws IOException {
    List<String> examples = examples(command);
    assertThat(examples).as("%s", command).isNotEmpty();
    for (String example : examples) {
      CommandLineRun run = run(example);
      assertThat(run.exit()).as("%s", run).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void answers_in_json_by_either_option(String command) throws IOException {
    String example = examples(command).get(0).replaceAll(" --(json|output json).*", "");
    CommandLineRun brief = run(example, "--json", "--quiet");
    assertThat(brief.exit()).as("%s", brief).isZero();
    assertThat(brief.stderr()).as("%s", brief).isEmpty();
    brief.stdout().lines().forEach(line -> JsonSchema.check(line + "\n"));
    if (MAKERS.contains(command)) {
      return;
    }
    assertThat(run(example, "--output", "json").stdout()).isEqualTo(brief.stdout());
    assertThat(run(example, "--output=text").stdout())
        .isEqualTo(run(example).stdout())
        .isNotEqualTo(brief.stdout());
  }

  private CommandLineRun run(String command, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(options));
    for (int i = 1; i < words.size(); i++) {
      boolean made = words.get(i - 1).equals("--output") && !words.get(i).matches("text|json");
      if (made) {
        words.set(i, directory.resolve("made-" + files++).toString());
      } else if (words.get(i - 1).equals("--passphrase-file")) {
        words.set(i, passphrase().toString());
      }
    }
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private Path passphrase() throws IOException {
    Path file = Files.writeString(directory.resolve("passphrase"), "correct horse\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** The arguments of a command's examples, as its help shows them. */
  private List<String> examples(String command) throws IOException {
    CommandLineRun help = run(command, "--help");
    assertThat(help.exit()).as("%s", help).isZero();
    assertThat(help.stderr()).as("%s", help).isEmpty();
    return help.stdout()
        .lines()
        .map(String::strip)
        .filter(line -> line.contains("audit-ledger " + command))
        .filter(line -> !line.startsWith("Usage:"))
        .map(line -> line.replaceAll(".*audit-ledger |[)>].*", "").strip())
        .toList();
  }
}
