package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

class ProgramTest {

  @Test
  void help_lists_every_command_and_exit_code() {
    CommandLineRun help = CommandLineRun.of("--help");
    assertThat(help.exit()).as("%s", help).isZero();
    assertThat(EveryCommandTest.top())
        .allSatisfy(name -> assertThat(help.stdout()).contains("\n  " + name));
    for (ExitCode exit : ExitCode.values()) {
      assertThat(help.stdout())
          .containsPattern("\n  " + exit.code() + " +" + Pattern.quote(exit.meaning()));
    }
    assertThat(help.stdout()).doesNotContain("\u001b");
  }

  @Test
  void a_mistyped_command_is_wrong_usage_and_answered_with_what_was_meant() {
    CommandLineRun run = CommandLineRun.of("verzion");
    assertThat(run.exit()).as("%s", run).isEqualTo(2);
    assertThat(run.stdout()).as("%s", run).isEmpty();
    assertThat(run.stderr())
        .as("%s", run)
        .contains("'verzion'")
        .contains("did you mean version")
        .contains("see audit-ledger --help")
        .doesNotContain("bug");
  }

  @Test
  void a_mistyped_option_too() {
    CommandLineRun run = CommandLineRun.of("version", "--outptu=json");
    assertThat(run.exit()).as("%s", run).isEqualTo(2);
    assertThat(run.stderr())
        .as("%s", run)
        .contains("did you mean --output")
        .contains("see audit-ledger version --help");
  }

  @Test
  void no_command_at_all_is_wrong_usage() {
    CommandLineRun run = CommandLineRun.of();
    assertThat(run.exit()).as("%s", run).isEqualTo(2);
    assertThat(run.stdout()).as("%s", run).isEmpty();
    assertThat(run.stderr()).as("%s", run).contains("see audit-ledger --help");
  }

  @Test
  void wrong_usage_is_json_where_json_was_asked_for_and_nothing_is_on_standard_output() {
    for (String[] arguments :
        new String[][] {
          {"version", "--json", "x"}, {"version", "x", "--output", "json"}, {"x", "--output=json"}
        }) {
      CommandLineRun run = CommandLineRun.of(arguments);
      assertThat(run.exit()).as("%s", run).isEqualTo(2);
      assertThat(run.stdout()).as("%s", run).isEmpty();
      JsonNode error = JsonSchema.check(run.stderr());
      assertThat(error.get("exit").asInt()).isEqualTo(2);
      assertThat(error.get("what").asString()).contains("'x'");
    }
  }

  @Test
  void a_password_in_an_argument_is_never_repeated() {
    for (String format : List.of("text", "json")) {
      CommandLineRun run =
          CommandLineRun.of("version", "--output", format, "postgresql://u:p@ss \"word@h/d");
      assertThat(run.exit()).as("%s", run).isEqualTo(2);
      assertThat(run.stdout() + run.stderr()).contains("***").doesNotContain("word@");
    }
  }

  @Test
  void a_refusal_is_shown_as_it_was_meant() {
    CommandLineRun run = broken("refused");
    assertThat(run.exit()).as("%s", run).isEqualTo(22);
    assertThat(run.stderr())
        .isEqualTo("audit-ledger: refused postgresql://u:***@h\n  why:  a hold\n  next: wait\n");
    JsonNode error = JsonSchema.check(broken("refused", "--json").stderr());
    assertThat(error.get("exit").asInt()).isEqualTo(22);
    assertThat(error.get("what").asString()).isEqualTo("refused postgresql://u:***@h");
  }

  @Test
  void an_unexpected_exception_says_that_it_is_a_bug() {
    for (String kind : List.of("exception", "error")) {
      CommandLineRun run = broken(kind);
      assertThat(run.exit()).as("%s", run).isEqualTo(1);
      assertThat(run.stderr())
          .as("%s", run)
          .contains("internal error")
          .contains("this is a bug in audit-ledger")
          .contains(Build.load().version())
          .contains("AUDIT_LEDGER_DEBUG=1")
          .doesNotContain("\tat ")
          .doesNotContain("hunter2");
      assertThat(run.stderr().lines()).hasSize(3);
      assertThat(JsonSchema.check(broken(kind, "--json").stderr()).get("exit").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void a_stack_trace_is_there_for_the_asking_and_holds_no_secret() {
    CommandLineRun run =
        CommandLineRun.with(
            Map.of("AUDIT_LEDGER_DEBUG", "1"), ProgramTest::program, "broken", "exception");
    assertThat(run.exit()).as("%s", run).isEqualTo(1);
    assertThat(run.stderr())
        .as("%s", run)
        .contains("\tat org.auditledger.cli.ProgramTest$Broken.call")
        .contains("Caused by: ")
        .contains("password=***")
        .doesNotContain("hunter2");
  }

  @Test
  void what_was_answered_before_a_failure_stays_answered() {
    CommandLineRun run = broken("late");
    assertThat(run.exit()).as("%s", run).isEqualTo(22);
    assertThat(run.stdout()).as("%s", run).startsWith("audit-ledger ");
  }

  @Test
  void talk_goes_to_standard_error_and_stops_when_told() {
    CommandLineRun talking = broken("talk");
    assertThat(talking.stdout()).as("%s", talking).isEmpty();
    assertThat(talking.stderr()).as("%s", talking).isEqualTo("working on password=***\n");
    assertThat(broken("talk", "--quiet").stderr()).isEmpty();
  }

  @Test
  void an_answer_that_cannot_be_written_is_a_failure() {
    assertThat(runInto(new IOException("No space left on device"), "version"))
        .isEqualTo(
            """
            1 audit-ledger: the answer could not be written to standard output
              why:  No space left on device
              next: what was written is incomplete: make room or write elsewhere, then run it again
            """);
  }

  @Test
  void a_finding_outweighs_that_nobody_could_read_it() {
    assertThat(runInto(new IOException("No space left on device"), "broken", "found"))
        .startsWith("10 audit-ledger: the answer could not be written");
  }

  @Test
  void a_reader_that_has_read_enough_is_no_failure() {
    assertThat(runInto(new IOException("Broken pipe"), "version")).isEqualTo("0 ");
    assertThat(runInto(new IOException("Broken pipe"), "broken", "found")).isEqualTo("10 ");
  }

  @Test
  void an_output_that_names_a_file_does_not_ask_for_json() {
    CommandLineRun text =
        CommandLineRun.with(Map.of(), ProgramTest::program, "filing", "--output=json", "x");
    assertThat(text.stderr()).as("%s", text).startsWith("audit-ledger: ");
    CommandLineRun json =
        CommandLineRun.with(Map.of(), ProgramTest::program, "filing", "--json", "x");
    JsonSchema.check(json.stderr());
  }

  private static String runInto(IOException failure, String... arguments) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw failure;
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new Program(full, err, Map.of(), Terminal.none(), Clock.systemUTC(), Interruption.never())
            .run(ProgramTest::program, arguments);
    return exit + " " + err.toString(StandardCharsets.UTF_8);
  }

  private static CommandLineRun broken(String... arguments) {
    return CommandLineRun.with(
        Map.of(),
        ProgramTest::program,
        Stream.concat(Stream.of("broken"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static CommandLine program(Surroundings surroundings) {
    return CommandLineRun.contents(surroundings)
        .addSubcommand(new Broken())
        .addSubcommand(new Filing());
  }

  /** Ends in the way it is told to. */
  @Command(name = "broken")
  static final class Broken implements java.util.concurrent.Callable<Integer> {

    @Mixin private OutputOptions options = new OutputOptions();
    @CommandLine.Parameters private String how = "";

    @Override
    public Integer call() {
      Failure refusal =
          new Failure(ExitCode.REFUSED, "refused postgresql://u:hunter2@h", "a hold", "wait");
      switch (how) {
        case "refused" -> throw new CommandFailed(refusal);
        case "late" -> {
          print();
          throw new CommandFailed(refusal, new IOException("late"));
        }
        case "exception" ->
            throw new IllegalStateException(
                "two\nlines, password=hunter2", new IOException("password=hunter2 too"));
        case "error" -> throw new StackOverflowError("password=hunter2");
        case "talk" -> options.say("working on password=hunter2");
        default -> print();
      }
      return how.equals("found") ? ExitCode.CHAIN_BROKEN.code() : ExitCode.DONE.code();
    }

    private void print() {
      options.print(
          new Answer() {
            @Override
            public String format() {
              return "audit-ledger/test/1";
            }

            @Override
            public String text() {
              return "audit-ledger says\n";
            }
          });
    }
  }

  /** Has an {@code --output} of another meaning. */
  @Command(name = "filing")
  static final class Filing implements Runnable {

    @Mixin private CommonOptions options = new CommonOptions();

    @Option(names = "--output")
    private java.nio.file.Path file = java.nio.file.Path.of("none");

    @Override
    public void run() {
      options.say(file.toString());
    }
  }
}
