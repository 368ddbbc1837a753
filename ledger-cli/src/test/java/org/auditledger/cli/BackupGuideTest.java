package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auditledger.age.Identities;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/backup.md and docs/restore.md tell a reader to type works, line after line. */
@OnPostgres
class BackupGuideTest {

  private static final String PROMPT = "    audit-ledger ";

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeWhatAReaderHas(TestDatabase database) throws Exception {
    VerifierKey unused =
        new SigningKeyFile(directory.resolve("plant-1.key"))
            .create("acme/plant-1", null, new SecureRandom());
    environment.put("LEDGER_DSN", database.dsn());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", directory.toString());
    succeeds("migrate upgrade --signing-key plant-1.key");
    GenuineEntries.append(database, 50, 0);
    succeeds("checkpoint export --signing-key plant-1.key --output 11.anchor");
    String identity = resource("/org/auditledger/age/identity.txt");
    Path key = Files.writeString(directory.resolve("age.key"), identity);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    String recipient =
        identity
            .lines()
            .filter(line -> line.startsWith("# public key: "))
            .findFirst()
            .orElseThrow();
    Files.writeString(
        directory.resolve("recipients.txt"), recipient.substring("# public key: ".length()) + "\n");
    Files.createDirectory(directory.resolve("backups"));
  }

  @Test
  void every_command_about_backups_works(TestDatabase database) throws Exception {
    List<String> commands = commands("docs/backup.md");
    assertThat(commands).hasSize(10);
    succeeds("backup --output mon.backup --signing-key plant-1.key");
    for (String command : commands) {
      CommandLineRun run = run(command);
      // The machine's pg_dump may be older than this server, and then is refused with a reason.
      boolean dumpRefused = command.contains("--format pg_dump") && run.exit() != 0;
      if (dumpRefused) {
        assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.code());
        assertThat(run.stderr()).contains("pg_dump", "install");
      } else {
        assertThat(run.exit()).as("%s", run).isZero();
      }
    }
    assertThat(directory.resolve("tue.backup")).exists();
  }

  @Test
  void every_command_about_restores_works(TestDatabase database) throws Exception {
    List<String> commands = commands("docs/restore.md");
    assertThat(commands).hasSize(3);
    succeeds("backup --output mon.backup --signing-key plant-1.key");
    TestDatabase administered = new TestDatabase(database.server(), "postgres");
    String name = database.name() + "_new";
    administered.execute("create database " + name);
    environment.put("NEW", new TestDatabase(database.server(), name).dsn());
    try {
      for (String command : commands) {
        succeeds(command);
      }
      assertThat(directory.resolve("11.drill")).exists();
    } finally {
      administered.execute("drop database " + name + " with (force)");
    }
  }

  private void succeeds(String command) {
    CommandLineRun run = run(command);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  private CommandLineRun run(String command) {
    String[] words = Arrays.stream(command.split(" ", -1)).map(this::word).toArray(String[]::new);
    return CommandLineRun.in(environment, words);
  }

  /** The reader's own files, and what the shell and libpq would make of the rest. */
  private String word(String word) {
    return switch (word) {
      case "\"$LEDGER_DSN\"" -> environment.get("LEDGER_DSN");
      case "service=new" -> environment.get("NEW");
      case "/var/backups/ledger" -> directory.resolve("backups").toString();
      case "a.key", "a.key.vkey" ->
          directory.resolve(word.replaceFirst("^a[.]", "plant-1.")).toString();
      default ->
          word.matches(".*\\.(key|vkey|anchor|backup|age|txt|dump|drill)")
              ? directory.resolve(word).toString()
              : word;
    };
  }

  private static List<String> commands(String guide) throws IOException {
    return Files.readAllLines(Checkout.root().resolve(guide)).stream()
        .filter(line -> line.startsWith(PROMPT))
        .map(line -> line.substring(PROMPT.length()))
        .toList();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Identities.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
