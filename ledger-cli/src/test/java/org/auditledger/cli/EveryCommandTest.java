package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What no command may lack, and what a new one is held to without being named here. A ledger with a
 * history takes seconds to make, so the commands share one, but for those that take it apart.
 */
@OnPostgres
@Template("/ancestor/v3-fresh.sql")
class EveryCommandTest {

  /** What makes something new each time it runs, or says how long it took. */
  private static final Set<String> EACH_TIME_ANEW =
      Set.of(
          "append",
          "backup",
          "backup verify",
          "checkpoint create",
          "keys generate",
          "keys register",
          "keys retire",
          "keys export",
          "checkpoint export",
          "prove",
          "export",
          "verify",
          "report",
          "restore",
          "doctor",
          "drill",
          "tenant add",
          "tenant set-retention",
          "retention plan",
          "retention apply",
          "retention hold",
          "retention release",
          "retention status",
          "partitions list",
          "partitions create",
          "partitions drop",
          "migrate adopt",
          "migrate create",
          "migrate downgrade");

  /** What a ledger may be through only once. */
  private static final Set<String> ALONE = Set.of("migrate adopt", "migrate downgrade");

  private static TestDatabase shared;
  private static SigningKeyFile sharedKey;

  @TempDir private Path directory;

  @BeforeAll
  static void beginHistory(@TempDir Path home, TestDatabase database)
      throws IOException, SQLException {
    sharedKey = ExampleScene.made(home.resolve("ledger.key"));
    shared = database;
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    ExampleScene scene = new ExampleScene(home, sharedKey, Optional.of(database));
    upgrade(scene);
    scene.archiveOne();
    scene.backUp();
  }

  private static void upgrade(ExampleScene scene) throws IOException {
    CommandLineRun upgrade = scene.run("migrate upgrade");
    assertThat(upgrade.exit()).as("%s", upgrade).isZero();
  }

  /** The commands that stand in the program's own help. */
  static Set<String> top() {
    return CommandLineRun.contents().getSubcommands().keySet();
  }

  /** It takes its time, and so DemoTest alone holds it to all of this, once each. */
  private static final String DEMO = "demo";

  /** Every command and group of commands, with all its words. */
  static Stream<String> commands() {
    return below(CommandLineRun.contents(), "");
  }

  private static Stream<String> below(CommandLine command, String words) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            sub -> {
              String name = (words + " " + sub.getKey()).strip();
              return Stream.concat(Stream.of(name), below(sub.getValue(), name));
            });
  }

  /** The commands that do something themselves. */
  private static Stream<String> leaves() {
    List<String> all = commands().toList();
    return all.stream().filter(name -> all.stream().noneMatch(c -> c.startsWith(name + " ")));
  }

  static Stream<String> commandsWithoutLedger() {
    return leaves().filter(name -> !needsLedger(name)).filter(name -> !name.equals(DEMO));
  }

  static Stream<String> commandsWithLedger() {
    return leaves().filter(EveryCommandTest::needsLedger);
  }

  /** Examples that no ledger is needed for, each with the command that shows it. */
  static Stream<Arguments> examplesWithoutLedger() {
    return commands()
        .flatMap(EveryCommandTest::examples)
        .filter(a -> !needsLedger(a.get()[1]))
        .filter(a -> !a.get()[1].toString().startsWith(DEMO));
  }

  static Stream<Arguments> examplesWithLedger() {
    return commands().flatMap(EveryCommandTest::examples).filter(a -> needsLedger(a.get()[1]));
  }

  private static boolean needsLedger(Object command) {
    return at(command.toString()).getCommandSpec().findOption("--ledger-db") != null;
  }

  private static CommandLine at(String command) {
    CommandLine at = CommandLineRun.contents();
    for (String word : command.split(" ", -1)) {
      at = at.getSubcommands().getOrDefault(word, at);
    }
    return at;
  }

  @Test
  void answers_in_shapes_that_are_all_in_the_index() throws IOException {
    Path shapes = Checkout.root().resolve("docs/json");
    String index = Files.readString(shapes.resolve("README.md"));
    try (Stream<Path> files = Files.list(shapes)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".schema.json"))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shows_a_help_with_examples(String command) {
    assertThat(examples(command)).as("%s", command).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examplesWithoutLedger")
  void has_examples_that_work(String command, String example) throws IOException {
    CommandLineRun run = withoutLedger().run(example);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  @ParameterizedTest
  @MethodSource("examplesWithLedger")
  void has_examples_that_work_on_a_ledger(String command, String example, TestDatabase database)
      throws IOException {
    CommandLineRun run = onLedger(command, database).run(example);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  @ParameterizedTest
  @MethodSource("commandsWithoutLedger")
  void answers_in_json_by_either_option(String command) throws IOException {
    answersInJson(command, withoutLedger());
  }

  @ParameterizedTest
  @MethodSource("commandsWithLedger")
  void answers_in_json_about_a_ledger(String command, TestDatabase database) throws IOException {
    answersInJson(command, onLedger(command, database));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shows_examples_that_no_line_end_breaks(String command) {
    assertThat(at(command).getCommandSpec().usageMessage().footer())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  private ExampleScene withoutLedger() {
    return new ExampleScene(directory, sharedKey, Optional.empty());
  }

  private ExampleScene onLedger(String command, TestDatabase own) throws IOException {
    if (!ALONE.contains(command)) {
      return new ExampleScene(directory, sharedKey, Optional.of(shared));
    }
    // A key signs for one ledger only.
    SigningKeyFile key = ExampleScene.made(directory.resolve("own.key"));
    ExampleScene scene = new ExampleScene(directory, key, Optional.of(own));
    if (!command.equals("migrate adopt")) {
      upgrade(scene);
    }
    return scene;
  }

  private void answersInJson(String command, ExampleScene scene) throws IOException {
    String first = (String) examples(command).findFirst().orElseThrow().get()[1];
    String example = first.replaceAll(" --(json|output json).*", "");
    CommandLineRun brief = scene.run(example, "--json", "--quiet");
    assertThat(brief.exit()).as("%s", brief).isZero();
    assertThat(brief.stderr()).as("%s", brief).isEmpty();
    brief.stdout().lines().forEach(line -> JsonSchema.check(line + "\n"));
    if (EACH_TIME_ANEW.contains(command)) {
      return;
    }
    assertThat(scene.run(example, "--output", "json").stdout()).isEqualTo(brief.stdout());
    assertThat(scene.run(example, "--output=text").stdout())
        .isEqualTo(scene.run(example).stdout())
        .isNotEqualTo(brief.stdout());
  }

  /** A command and the arguments of each of its examples, as its help shows them. */
  private static Stream<Arguments> examples(String command) {
    CommandLineRun help = CommandLineRun.of((command + " --help").split(" ", -1));
    assertThat(help.exit()).as("%s", help).isZero();
    assertThat(help.stderr()).as("%s", help).isEmpty();
    return help.stdout()
        .lines()
        .map(String::strip)
        .filter(line -> line.contains("audit-ledger " + command))
        .filter(line -> !line.startsWith("Usage:"))
        .map(line -> line.replaceAll(".*audit-ledger |[)>].*", "").strip())
        .map(example -> Arguments.of(command, example));
  }
}
