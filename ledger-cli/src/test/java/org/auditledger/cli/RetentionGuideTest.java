package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/retention.md tells an operator to type works, line after line, SQL too. */
@OnPostgres
class RetentionGuideTest {

  private static final String PROGRAM = "audit-ledger ";

  @TempDir private Path directory;

  private TestDatabase database;
  private Map<String, String> environment;

  @BeforeEach
  void makeWhatAReaderHas(TestDatabase given) throws Exception {
    database = given;
    VerifierKey unused =
        new SigningKeyFile(directory.resolve("plant-1.key"))
            .create("acme/plant-1", null, new SecureRandom());
    environment = Map.of("LEDGER_DSN", database.dsn(), "HOME", directory.toString());
    CommandLineRun unusedRun = succeeds("migrate upgrade --signing-key plant-1.key");
    for (String month : List.of("2026-03-01", "2026-05-01")) {
      succeeds("partitions create --period monthly --signing-key plant-1.key --for " + month);
      database.execute(
          "insert into telemetry_buffer"
              + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
              + " values ('default', 's', 't1', '"
              + month
              + "', '{}', repeat('0', 64))");
    }
    Files.createDirectory(directory.resolve("archive"));
  }

  @Test
  void every_command_and_every_statement_of_the_guide_works() throws Exception {
    List<String> typed = typed();
    assertThat(typed).hasSizeGreaterThan(20).contains(seed());
    for (String line : typed) {
      if (line.startsWith(PROGRAM)) {
        succeeds(line.substring(PROGRAM.length()));
      } else if (line.startsWith("SELECT")) {
        // The hand-made partition, and nothing else: what came before it has gone.
        assertThat(database.query(line)).as(line).containsExactly("1");
      } else {
        database.execute(line);
      }
    }
    assertThat(partitions()).noneMatch(name -> name.matches("telemetry_buffer_2026_0[3-6]"));
    assertThat(run("verify --trust plant-1.key.vkey").stdout())
        .contains("not checked: partition telemetry_buffer_2026_06 was dropped");
    assertThat(Files.readString(directory.resolve("audit_ledger.prom")))
        .contains("audit_ledger_partitions_ahead{ledger=\"acme/plant-1\"} 14\n");
  }

  /** What operators of older ledgers have in their runbooks, letter for letter. */
  private static String[] seed() {
    return new String[] {
      "UPDATE tenants SET buffer_retention_days = 90 WHERE tenant_id = 'default'",
      "CREATE TABLE telemetry_buffer_2026_06 PARTITION OF telemetry_buffer"
          + " FOR VALUES FROM ('2026-06-01') TO ('2026-07-01')",
      "SELECT drop_buffer_partitions_older_than(NOW() - INTERVAL '30 days')"
    };
  }

  private List<String> partitions() throws SQLException {
    return database.query(
        "select inhrelid::regclass::text from pg_inherits"
            + " where inhparent = 'telemetry_buffer'::regclass order by 1");
  }

  private CommandLineRun succeeds(String command) throws IOException {
    CommandLineRun run = run(command);
    assertThat(run.exit()).as("%s", run).isZero();
    return run;
  }

  private CommandLineRun run(String command) throws IOException {
    String[] words = command.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].equals("HASH") ? planned(words) : word(words[i]);
    }
    return CommandLineRun.in(environment, words);
  }

  /** The plan that the guide's reader has just been shown. */
  private String planned(String[] apply) {
    String[] plan =
        Stream.concat(
                Stream.of("retention", "plan", "--json"),
                Arrays.stream(apply)
                    .skip(4) // retention apply --plan HASH
                    .map(this::word))
            .toArray(String[]::new);
    CommandLineRun run = CommandLineRun.in(environment, plan);
    assertThat(run.exit()).as("%s", run).isZero();
    return JsonSchema.check(run.stdout()).get("plan").asString();
  }

  /** The reader's own files. */
  private String word(String word) {
    if (word.equals("/var/lib/audit-ledger/archive")) {
      return directory.resolve("archive").toString();
    }
    if (word.equals("2026-05.archive")) {
      return archive().toString();
    }
    return word.matches(".*\\.(key|vkey|prom)") ? directory.resolve(word).toString() : word;
  }

  private Path archive() {
    try (Stream<Path> files = Files.list(directory.resolve("archive"))) {
      return files.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("nothing was archived", e);
    }
  }

  private static List<String> typed() throws IOException {
    return Files.readAllLines(Checkout.root().resolve("docs/retention.md")).stream()
        .filter(line -> line.startsWith("    "))
        .map(String::strip)
        .toList();
  }
}
