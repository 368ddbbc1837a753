package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

  @ParameterizedTest
  @MethodSource("commands")
  void shows_a_help_with_examples_that_work(String command) {
    List<String> examples = examples(command);
    assertThat(examples).as("%s", command).isNotEmpty();
    for (String example : examples) {
      CommandLineRun run = CommandLineRun.of(example.split(" ", -1));
      assertThat(run.exit()).as("%s", run).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void answers_in_json_by_either_option(String command) {
    String example = examples(command).get(0).replaceAll(" --(output|json).*", "");
    CommandLineRun brief = run(example, "--json", "--quiet");
    assertThat(brief.exit()).as("%s", brief).isZero();
    assertThat(brief.stderr()).as("%s", brief).isEmpty();
    brief.stdout().lines().forEach(line -> JsonSchema.check(line + "\n"));
    assertThat(run(example, "--output", "json").stdout()).isEqualTo(brief.stdout());
    assertThat(run(example, "--output=text").stdout())
        .isEqualTo(run(example).stdout())
        .isNotEqualTo(brief.stdout());
  }

  private static CommandLineRun run(String command, String... options) {
    return CommandLineRun.of(
        Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(options))
            .toArray(String[]::new));
  }

  /** The arguments of a command's examples, as its help shows them. */
  private static List<String> examples(String command) {
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
