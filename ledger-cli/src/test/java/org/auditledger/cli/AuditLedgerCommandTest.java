package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AuditLedgerCommandTest {

  static List<String> commands() {
    return List.copyOf(CommandLineRun.contents().getSubcommands().keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_that_is_named_is_the_one_of_the_whole_table(String name) {
    CommandLine alone = table(name, "--help").getSubcommands().get(name);
    assertThat(alone).as(name).isNotNull();
    assertThat(alone.getUsageMessage())
        .isEqualTo(CommandLineRun.contents().getSubcommands().get(name).getUsageMessage());
  }

  @Test
  void who_names_a_command_gets_no_other() {
    assertThat(commands().stream().filter(name -> !name.equals("completion")))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(table(name, "version").getSubcommands().keySet()).containsOnly(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"completion", "--help", "verif", ""})
  void who_names_none_or_asks_for_all_gets_all(String argument) {
    assertThat(table(argument).getSubcommands().keySet()).containsExactlyElementsOf(commands());
  }

  private static CommandLine table(String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            Map.of(), new Redaction(List.of(), Map.of()), Terminal.none(), Clock.systemUTC());
    return AuditLedgerCommand.commandLine(Build.load(), surroundings, arguments);
  }
}
