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
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.TestDatabase;

/** The ledger, the key and the files that a command's example speaks of. */
final class ExampleScene {

  /** So long ago that nobody keeps records of it. */
  private static final LocalDate SOME_DAY = LocalDate.of(2000, 1, 1);

  /** What is wrong with a server that tests share, and with a ledger that examples leave behind. */
  private static final String ACCEPTED =
      "FSYNC_OFF,FULL_PAGE_WRITES_OFF,COMMITS_NOT_DURABLE,OWNER_CONNECTED,RETENTION_OVERDUE";

  private final Path directory;
  private final SigningKeyFile key;
  private final Optional<TestDatabase> ledger;
  private int files;
  private boolean begun;

  ExampleScene(Path directory, SigningKeyFile key, Optional<TestDatabase> ledger) {
    this.directory = directory;
    this.key = key;
    this.ledger = ledger;
  }

  /** Runs an example with the files and the database that there are here. */
  CommandLineRun run(String command, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(options));
    if (command.startsWith("doctor")) {
      words.addAll(List.of("--accept", ACCEPTED));
    }
    if (command.startsWith("keys ") && ledger.isPresent()) {
      String unused = registered();
    }
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      words.set(
          i,
          switch (words.get(i - 1)) {
            case "--report" -> directory.resolve("made-" + files++).toString();
            case "--output" ->
                word.matches("text|json") ? word : directory.resolve("made-" + files++).toString();
            case "--directory" ->
                Files.createDirectory(directory.resolve("set-" + files++)).toString();
            case "release" -> held();
            case "--plan" -> planned();
            case "--archive" -> word.startsWith("--") ? word : archive().toString();
            case "--for" -> SOME_DAY.plusDays(1_000 + statements()).toString();
            case "--archive-to" -> Files.createDirectories(directory.resolve("archive")).toString();
            case "--metrics-file" -> directory.resolve(word).toString();
            case "--passphrase-file" -> passphrase().toString();
            // There is only one of each, and examples are run more than once.
            case "add", "hold" -> word + "-" + directory.getFileName() + "-" + files++;
            case "--ledger-db", "--source" ->
                command.startsWith("restore ") ? emptyDatabase() : ledger.orElseThrow().dsn();
            case "--signing-key" -> key.path().toString();
            case "--trust" -> trusted(verifying(command)).toString();
            case "--anchor", "--since" -> anchor(command).toString();
            default -> word.startsWith("migrations/") ? "../" + word : fileOf(word);
          });
    }
    return CommandLineRun.in(environment(), words.toArray(String[]::new));
  }

  /** Takes the backups that examples name. */
  void backUp() {
    for (String[] words :
        new String[][] {
          {"mon.backup"}, {"tue.backup", "--incremental-from", fileOf("mon.backup")}
        }) {
      List<String> all = new ArrayList<>(List.of("backup", "--output", fileOf(words[0])));
      all.addAll(List.of(words).subList(1, words.length));
      CommandLineRun run = CommandLineRun.in(environment(), all.toArray(String[]::new));
      assertThat(run.exit()).as("%s", run).isZero();
    }
  }

  private Map<String, String> environment() {
    return ledger
        .map(
            database ->
                Map.of(
                    "LEDGER_DSN",
                    database.dsn(),
                    "AUDIT_LEDGER_SIGNING_KEY",
                    key.path().toString(),
                    "AUDIT_LEDGER_TRUST",
                    key.verifierKey().toString(),
                    "HOME",
                    directory.toString()))
        .orElse(Map.of());
  }

  /** What examples name: files to be read, and the id of a key that is registered. */
  private String fileOf(String word) {
    if (word.matches("plant-2\\.key\\.vkey|service\\.pub|a\\.key\\.vkey")) {
      SigningKeyFile file = key(word.startsWith("a.") ? "registered.key" : "new.key");
      return (word.endsWith("pub") ? file.publicKey() : file.verifierKey()).toString();
    }
    if (word.matches("(mon|tue)\\.backup")) {
      return key.path().resolveSibling(word).toString();
    }
    if (word.equals("pre-v4.backup")) {
      return takenNow();
    }
    if (word.equals("/var/backups/ledger")) {
      return key.path().toAbsolutePath().getParent().toString();
    }
    if (word.equals("telemetry_buffer_2026_01_01")) {
      return expired();
    }
    if (word.equals("telemetry.jsonl")) {
      return telemetry().toString();
    }
    if (word.equals("entries.jsonl")) {
      return entries().toString();
    }
    if (word.endsWith(".report")) {
      return MadeReport.in(directory, key).toString();
    }
    if (word.endsWith(".proof")) {
      return MadeProof.in(directory, key).proof().toString();
    }
    return word.matches("[0-9a-f]{8}") ? registered() : word;
  }

  /** A backup of the ledger as it is now, whatever examples did to its journal before. */
  private String takenNow() {
    String file = directory.resolve("now-" + files++ + ".backup").toString();
    CommandLineRun run = CommandLineRun.in(environment(), "backup", "--output", file);
    assertThat(run.exit()).as("%s", run).isZero();
    return file;
  }

  /** The hold that the example releases. */
  private String held() {
    String hold = "case-" + directory.getFileName() + "-" + files++;
    succeeds("retention", "hold", hold, "--reason", "example", "--to", "1990-01-01");
    return hold;
  }

  /** What an example speaks of as HASH. */
  private String planned() {
    String json = succeeds("retention", "plan", "--json").stdout();
    return json.replaceFirst("(?s).*\"plan\":\"([0-9a-f]{64})\".*", "$1");
  }

  /** A partition that may go. Each is of another day, as the journal has grown meanwhile. */
  private String expired() {
    String day = SOME_DAY.plusDays(statements()).toString();
    succeeds("partitions", "create", "--for", day);
    return "telemetry_buffer_" + day.replace('-', '_');
  }

  private long statements() {
    try {
      String last = "select max(position)::text from audit_ledger.journal";
      return Long.parseLong(ledger.orElseThrow().query(last).get(0));
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger's journal cannot be read", e);
    }
  }

  /** Lets a partition go with a record in it, into the archive that examples name. */
  void archiveOne() throws IOException, SQLException {
    succeeds("partitions", "create", "--for", "2018-01-01");
    ledger
        .orElseThrow()
        .execute(
            "insert into telemetry_buffer"
                + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
                + " values ('default', 's', 't1', '2018-01-01 10:00+00', '{}', repeat('0', 64))");
    Path archives = Files.createDirectories(key.path().resolveSibling("archives"));
    succeeds("retention", "apply", "--auto", "--archive-to", archives.toString());
    assertThat(archive()).exists();
  }

  private Path archive() {
    try (Stream<Path> files = Files.list(key.path().resolveSibling("archives"))) {
      return files.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandLineRun succeeds(String... words) {
    CommandLineRun run = CommandLineRun.in(environment(), words);
    assertThat(run.exit()).as("%s", run).isZero();
    return run;
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
    return command.startsWith("prove ") || command.startsWith("verify ")
        ? key.path().resolveSibling("ledger.key.anchor")
        : MadeProof.in(directory, key).anchor();
  }

  /** The ledger's key; and those that signed its transcripts, where these are checked. */
  private Path trusted(String command) throws IOException {
    if (!command.startsWith("verify ") && !command.startsWith("backup verify ")) {
      return key.verifierKey();
    }
    Path keys = Files.createDirectories(directory.resolve("trusted"));
    for (String file : List.of("transcript-1.ed25519.pub", "transcript-2.ed25519.pub")) {
      Files.writeString(keys.resolve(file), LegacyVectors.text(file));
    }
    Files.writeString(keys.resolve("a.vkey"), Files.readString(key.verifierKey()));
    return keys;
  }

  /** One more key of the ledger: its id. */
  private String registered() {
    VerifierKey verifier = key("registered.key").readVerifierKey().orElseThrow();
    String id = HexFormat.of().toHexDigits(verifier.id());
    if (begun) {
      return id;
    }
    begun = true;
    CommandLineRun run =
        CommandLineRun.in(
            environment(), "keys", "register", key("registered.key").verifierKey().toString());
    assertThat(run.exit()).as("%s", run).isZero();
    return id;
  }

  private Path passphrase() throws IOException {
    Path file = Files.writeString(directory.resolve("passphrase"), "correct horse\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private SigningKeyFile key(String name) {
    return made(directory.resolve(name));
  }

  static SigningKeyFile made(Path path) {
    SigningKeyFile file = new SigningKeyFile(path);
    if (!Files.exists(path)) {
      file.create("acme/plant-1", null, new SecureRandom());
    }
    return file;
  }

  /** One beside the ledger's, for it to be restored into; it stays as long as the server. */
  private String emptyDatabase() {
    TestDatabase own = ledger.orElseThrow();
    String name = own.name() + "_" + directory.getFileName().toString().replace('-', '_') + files++;
    try {
      new TestDatabase(own.server(), "postgres").execute("create database \"" + name + "\"");
    } catch (SQLException e) {
      throw new IllegalStateException("no database to restore into", e);
    }
    return new TestDatabase(own.server(), name).dsn();
  }

  /** What is restored or reported is verified, and by the same keys. */
  private static String verifying(String command) {
    return command.matches("(restore|drill|report) .*") ? "verify " : command;
  }
}
