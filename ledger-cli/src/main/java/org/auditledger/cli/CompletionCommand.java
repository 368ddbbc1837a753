package org.auditledger.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Print a script that lets bash and zsh complete commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(audit-ledger completion)",
      "  audit-ledger completion > ~/.audit-ledger-completion"
    })
final class CompletionCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  @Override
  public void run() {
    CommandLine program = command.root().commandLine();
    options.print(
        new Completion(
            "audit-ledger/completion/1",
            List.of("bash", "zsh"),
            AutoComplete.bash(program.getCommandName(), program)));
  }

  private record Completion(String format, List<String> shells, String script) implements Answer {

    Completion {
      shells = List.copyOf(shells);
    }

    @Override
    public String text() {
      return script;
    }
  }
}
