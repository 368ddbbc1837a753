package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auditledger.cli.demo.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The demo, whole, as a newcomer runs it. */
class DemoTest {

  /** Of a server's lock file, counted from 0. */
  private static final int PORT_LINE = 3;

  private static final Pattern PLACE = Pattern.compile("(?m)^ *demo=(.*)$");

  @TempDir private Path directory;

  /** Whatever a user has set for ledgers of their own, which is not for the demo. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", System.getProperty("user.home"));
    environment.put("LEDGER_DSN", "postgresql://nobody@127.0.0.1:1/nothing");
    environment.put("PGHOST", "nowhere.invalid");
    environment.put("PGPASSWORD", "not this one");
    for (String name : List.of("SIGNING_KEY", "TRUST", "ANCHOR", "PASSPHRASE_FILE")) {
      environment.put("AUDIT_LEDGER_" + name, "/nowhere/" + name);
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null) {
      environment.put("XDG_CACHE_HOME", cache);
    }
    return environment;
  }

  @Test
  void tells_the_whole_story_and_keeps_what_its_commands_need() throws IOException {
    Path kept = directory.resolve("it's kept");
    CommandLineRun run = CommandLineRun.in(environment(), "demo", "--keep", kept.toString());
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout())
        .contains("UPDATE is not permitted", "NOT INTACT: ", "NOT AS RECORDED: ", "all of it")
        .containsPattern("each as it was told, in [0-9.]+ s\\.\\n")
        .doesNotContain(Files.readString(kept.resolve("ledger/password")).strip())
        .doesNotContain("\u001b");
    assertThat(run.stdout().lines())
        .filteredOn(line -> !line.startsWith("    "))
        .allMatch(line -> line.length() <= 102);
    String afterwards = run.stdout().substring(run.stdout().indexOf("All of it is kept"));
    String script = afterwards.substring(afterwards.indexOf("\n"));
    List<List<String>> calls = ShellWords.calls(directory, script);
    assertThat(calls).hasSizeGreaterThanOrEqualTo(4);
    for (List<String> call : calls) {
      CommandLineRun one =
          CommandLineRun.in(
              Map.of("HOME", System.getProperty("user.home")), call.toArray(String[]::new));
      assertThat(one.exit()).as("%s", one).isZero();
    }
  }

  @Test
  void is_summed_up_in_json_and_leaves_nothing() {
    CommandLineRun run = CommandLineRun.in(environment(), "demo", "--json", "--quiet");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stderr()).as("%s", run).isEmpty();
    JsonNode answer = JsonSchema.check(run.stdout());
    assertThat(answer.get("directory").isNull()).isTrue();
    assertThat(answer.get("steps")).hasSizeGreaterThan(20);
    Matcher place = Pattern.compile("embedded:(\\S+)/ledger").matcher(run.stdout());
    assertThat(place.find()).isTrue();
    assertThat(Path.of(place.group(1))).doesNotExist();
    for (JsonNode step : answer.get("steps")) {
      assertThat(step.get("exit")).as("%s", step).isEqualTo(step.get("expected"));
    }
  }

  @Test
  void ends_with_1_and_leaves_nothing_where_a_step_is_not_as_told() {
    Story doctored =
        Story.parse(
            """
              demo=$demo

            step: version
            $ audit-ledger version

            step: verify
            $ audit-ledger verify --ledger-db embedded:$demo/ledger
            exit: 12
            """);
    CommandLineRun run =
        CommandLineRun.with(
            environment(),
            around -> {
              CommandLine program = CommandLineRun.contents(around);
              program.getCommandSpec().removeSubcommand("demo");
              return program.addSubcommand(new DemoCommand(around, () -> doctored));
            },
            "demo");
    assertThat(run.exit()).as("%s", run).isEqualTo(1);
    assertThat(run.stderr())
        .contains("audit-ledger: the demo did not go as told, at \"verify\"\n")
        .contains("  why:  told: exit 12; happened: exit 0\n");
    assertThat(place(run.stdout())).doesNotExist();
  }

  private static Path place(String output) {
    Matcher place = PLACE.matcher(output);
    assertThat(place.find()).as("%s", output).isTrue();
    return Path.of(place.group(1));
  }

  @Test
  void whoever_interrupts_it_finds_nothing_of_it() throws Exception {
    try (RunningProgram program = RunningProgram.start(environment(), "demo")) {
      Path place = place(program.await("demo="));
      program.await("$ audit-ledger backup");
      Path server = place.resolve("ledger/data/postmaster.pid");
      int port = Integer.parseInt(Files.readAllLines(server).get(PORT_LINE));
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      assertThat(program.signal("INT")).isEqualTo(130);
      assertThat(program.all())
          .contains("audit-ledger: interrupted")
          .noneMatch(line -> line.contains("bug"));
      assertThat(place).doesNotExist();
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void takes_no_directory_in_which_something_is() throws IOException {
    Path file = Files.writeString(directory.resolve("mine"), "mine");
    for (Path taken : List.of(directory, file)) {
      CommandLineRun run = CommandLineRun.of("demo", "--keep", taken.toString());
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.code());
      assertThat(run.stderr()).contains(taken + " is not an empty directory", "new or empty");
    }
    assertThat(directory).isDirectoryContaining(one -> one.equals(file));
    assertThat(file).hasContent("mine");
  }
}
