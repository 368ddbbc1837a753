package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What no command may lack, and what a new one is held to without being named here. */
class EveryCommandTest {

  /** What makes something new each time it runs. */
  private static final Set<String> MAKERS =
      Set.of(
          "append",
          "keys generate",
          "keys register",
          "keys retire",
          "keys export",
          "checkpoint export",
          "prove",
          "migrate adopt",
          "migrate create",
          "migrate downgrade");

  @TempDir private Path directory;

  private int files;
  private boolean begun;

  /** The commands that stand in the program's own help. */
  static Set<String> top() {
    return CommandLineRun.contents().getSubcommands().keySet();
  }

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
    return leaves().filter(name -> !needsLedger(name));
  }

  static Stream<String> commandsWithLedger() {
    return leaves().filter(EveryCommandTest::needsLedger);
  }

  /** Examples that no ledger is needed for, each with the command that shows it. */
  static Stream<Arguments> examplesWithoutLedger() {
    return commands().flatMap(EveryCommandTest::examples).filter(a -> !needsLedger(a.get()[1]));
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

  @ParameterizedTest
  @MethodSource("commands")
  void shows_a_help_with_examples(String command) {
    assertThat(examples(command)).as("%s", command).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examplesWithoutLedger")
  void has_examples_that_work(String command, String example) throws IOException {
    CommandLineRun run = run(Optional.empty(), example);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  @ParameterizedTest
  @MethodSource("examplesWithLedger")
  @OnPostgres
  @Template("/ancestor/v3-fresh.sql")
  void has_examples_that_work_on_a_ledger(String command, String example, TestDatabase database)
      throws IOException, SQLException {
    upgradeFor(command, database);
    CommandLineRun run = run(Optional.of(database), example);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  @ParameterizedTest
  @MethodSource("commandsWithoutLedger")
  void answers_in_json_by_either_option(String command) throws IOException {
    answersInJson(command, Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("commandsWithLedger")
  @OnPostgres
  @Template("/ancestor/v3-fresh.sql")
  void answers_in_json_about_a_ledger(String command, TestDatabase database)
      throws IOException, SQLException {
    upgradeFor(command, database);
    answersInJson(command, Optional.of(database));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shows_examples_that_no_line_end_breaks(String command) {
    assertThat(at(command).getCommandSpec().usageMessage().footer())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  /** A command is shown on a ledger with a history; one of them can only be its beginning. */
  private void upgradeFor(String command, TestDatabase database) throws IOException, SQLException {
    if (command.equals("prove")) {
      database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    }
    if (!command.equals("migrate adopt")) {
      CommandLineRun upgrade = run(Optional.of(database), "migrate upgrade");
      assertThat(upgrade.exit()).as("%s", upgrade).isZero();
    }
  }

  private void answersInJson(String command, Optional<TestDatabase> ledger) throws IOException {
    String first = (String) examples(command).findFirst().orElseThrow().get()[1];
    String example = first.replaceAll(" --(json|output json).*", "");
    CommandLineRun brief = run(ledger, example, "--json", "--quiet");
    assertThat(brief.exit()).as("%s", brief).isZero();
    assertThat(brief.stderr()).as("%s", brief).isEmpty();
    brief.stdout().lines().forEach(line -> JsonSchema.check(line + "\n"));
    if (MAKERS.contains(command)) {
      return;
    }
    assertThat(run(ledger, example, "--output", "json").stdout()).isEqualTo(brief.stdout());
    assertThat(run(ledger, example, "--output=text").stdout())
        .isEqualTo(run(ledger, example).stdout())
        .isNotEqualTo(brief.stdout());
  }

  /** Runs an example with the files and the database that there are here. */
  private CommandLineRun run(Optional<TestDatabase> ledger, String command, String... options)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(options));
    if (command.startsWith("keys ")) {
      ledger.ifPresent(this::registered);
    }
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      words.set(
          i,
          switch (words.get(i - 1)) {
            case "--output" ->
                word.matches("text|json") ? word : directory.resolve("made-" + files++).toString();
            case "--directory" ->
                Files.createDirectory(directory.resolve("set-" + files++)).toString();
            case "--passphrase-file" -> passphrase().toString();
            case "--ledger-db", "--source" -> ledger.orElseThrow().dsn();
            case "--signing-key" -> key().path().toString();
            case "--trust" -> key().verifierKey().toString();
            case "--anchor" -> anchor(command).toString();
            default -> word.startsWith("migrations/") ? "../" + word : keyOf(word, ledger);
          });
    }
    return CommandLineRun.in(environment(ledger), words.toArray(String[]::new));
  }

  private Map<String, String> environment(Optional<TestDatabase> ledger) {
    if (ledger.isEmpty()) {
      return Map.of();
    }
    return Map.of(
        "LEDGER_DSN",
        ledger.get().dsn(),
        "AUDIT_LEDGER_SIGNING_KEY",
        key().path().toString(),
        "AUDIT_LEDGER_TRUST",
        key().verifierKey().toString(),
        "HOME",
        directory.toString());
  }

  /** The keys that examples name: one to be registered, and the id of one that is. */
  private String keyOf(String word, Optional<TestDatabase> ledger) {
    if (word.matches("plant-2\\.key\\.vkey|service\\.pub|a\\.key\\.vkey")) {
      SigningKeyFile file = key(word.startsWith("a.") ? "registered.key" : "new.key");
      return (word.endsWith("pub") ? file.publicKey() : file.verifierKey()).toString();
    }
    if (word.equals("telemetry.jsonl")) {
      return telemetry().toString();
    }
    if (word.equals("entries.jsonl")) {
      return entries().toString();
    }
    if (word.endsWith(".proof")) {
      return MadeProof.in(directory, key()).proof().toString();
    }
    return word.matches("[0-9a-f]{8}") ? registered(ledger.orElseThrow()) : word;
  }

  private Path telemetry() {
    return file(
        "telemetry.jsonl",
        "{\"subject\":\"s\",\"telemetry_id\":\"t\",\"telemetry_ts\":\""
            + Instant.now().truncatedTo(ChronoUnit.MICROS)
            + "\",\"measurement\":{\"a\":1}}\n");
  }

  private Path entries() {
    String line =
        "{\"verdict\":\"CLEAR\",\"telemetry_id\":\"t\",\"telemetry_hash\":\"%s\","
            + "\"ski_model_version\":\"m\"}\n";
    return file("entries.jsonl", line.formatted("0123456789abcdef".repeat(4)));
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that is to be made, that of the ledger, or one without any ledger. */
  private Path anchor(String command) {
    if (command.startsWith("checkpoint create")) {
      return directory.resolve("kept.anchor");
    }
    return command.startsWith("prove")
        ? key().path().resolveSibling("ledger.key.anchor")
        : MadeProof.in(directory, key()).anchor();
  }

  /** One more key of the ledger: its id. */
  private String registered(TestDatabase ledger) {
    VerifierKey verifier = key("registered.key").readVerifierKey().orElseThrow();
    String id = HexFormat.of().toHexDigits(verifier.id());
    if (begun) {
      return id;
    }
    begun = true;
    CommandLineRun run =
        CommandLineRun.in(
            environment(Optional.of(ledger)),
            "keys",
            "register",
            key("registered.key").verifierKey().toString());
    assertThat(run.exit()).as("%s", run).isZero();
    return id;
  }

  private Path passphrase() throws IOException {
    Path file = Files.writeString(directory.resolve("passphrase"), "correct horse\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private SigningKeyFile key() {
    return key("ledger.key");
  }

  private SigningKeyFile key(String name) {
    SigningKeyFile file = new SigningKeyFile(directory.resolve(name));
    if (!Files.exists(file.path())) {
      file.create("acme/plant-1", null, new SecureRandom());
    }
    return file;
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
