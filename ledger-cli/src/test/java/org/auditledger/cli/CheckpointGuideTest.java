package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/checkpoints.md tells a reader to type works, one line after the other. */
@OnPostgres
class CheckpointGuideTest {

  private static final String PROMPT = "    audit-ledger ";

  @TempDir private Path directory;

  @Test
  void every_command_of_the_guide_works(TestDatabase database) throws Exception {
    List<String> commands =
        Files.readAllLines(Checkout.root().resolve("docs/checkpoints.md")).stream()
            .filter(line -> line.startsWith(PROMPT))
            .map(line -> line.substring(PROMPT.length()))
            .toList();
    assertThat(commands).hasSize(6);
    Map<String, String> environment = ledger(database);
    for (String command : commands) {
      String[] words = Arrays.stream(command.split(" ", -1)).map(this::file).toArray(String[]::new);
      if (command.contains("--watch")) {
        GenuineEntries.append(database, 1, 0);
        try (RunningProgram program = RunningProgram.start(environment, words)) {
          program.await("watching acme/plant-1");
          assertThat(program.signal("TERM")).isEqualTo(143);
          assertThat(program.all()).anyMatch(line -> line.contains(": sealed 51 entries"));
        }
      } else {
        CommandLineRun run = CommandLineRun.in(environment, words);
        assertThat(run.exit()).as("%s", run).isZero();
      }
    }
    assertThat(directory.resolve("newest.anchor")).exists();
  }

  private Map<String, String> ledger(TestDatabase database) throws SQLException, IOException {
    VerifierKey unused =
        new SigningKeyFile(directory.resolve("plant-1.key"))
            .create("acme/plant-1", null, new SecureRandom());
    Map<String, String> environment = new HashMap<>();
    environment.put("LEDGER_DSN", database.dsn());
    environment.put("HOME", directory.toString());
    CommandLineRun run =
        CommandLineRun.in(environment, "migrate", "upgrade", "--signing-key", file("plant-1.key"));
    assertThat(run.exit()).as("%s", run).isZero();
    GenuineEntries.append(database, 50, 0);
    return environment;
  }

  /** The reader's own directory. */
  private String file(String word) {
    return word.matches(".*\\.(key|vkey|anchor|proof)") ? directory.resolve(word).toString() : word;
  }
}
